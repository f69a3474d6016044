package org.clientregistrar.admin;

import static org.clientregistrar.admin.Clients.get;
import static org.clientregistrar.admin.Clients.history;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.clientregistrar.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The clients of django-oidc-provider come along. */
@RegistrarTest
class DjangoImportTest {

    private static final String FORMAT = "?format=django-oidc-provider";

    private final String prefix = "dj-" + UUID.randomUUID() + "-";

    private String dump() throws IOException {
        try (var file = DjangoImportTest.class.getResourceAsStream("dumpdata.json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("PREFIX", prefix);
        }
    }

    private static Batch.Reply bring(String query, String dump) {
        return Batch.bring(
                TestDatabase.ACCESS_KEY,
                FORMAT + query,
                "application/json",
                dump.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> members(JsonNode outcome, String of) {
        return outcome.path(of).findValuesAsText("member");
    }

    private static String client(String id, String fields) {
        return "{\"model\": \"oidc_provider.client\", \"pk\": 1, \"fields\": {\"client_id\": \""
                + id
                + "\", \"client_secret\": \"c94d1f0e7b6a5948372615049382716f5e4d3c2b1a09f8e7d6c5b4a5\", \"_redirect_uris\": \"https://a.example.org/cb\""
                + fields
                + "}}";
    }

    @Test
    @DisplayName(
            "What dumpdata writes becomes clients: ids, secrets, consent flags, response types, dates; the other objects are counted")
    void brings() throws IOException {
        var reply = bring("", dump());
        assertEquals(
                List.of(
                        "created", "created", "created", "created", "created", "created", "refused",
                        "refused"),
                reply.outcomes(),
                reply.text());
        assertEquals(10, reply.summary().get("skipped").intValue());
        assertEquals(7, reply.items().get(0).get("line").intValue());
        get(prefix + "050984")
                .body("client_name", equalTo("Intranet \u2013 [portal], {old}"))
                .body("token_endpoint_auth_method", equalTo("client_secret_basic"))
                .body("id_token_signed_response_alg", equalTo("RS256"))
                .body("date_created", equalTo("2017-03-21"))
                .body("client_uri", equalTo("https://intranet.example.org/"))
                .body("contacts", contains("ops@example.org"))
                .body("require_consent", equalTo(false))
                .body("reuse_consent", equalTo(true))
                .body(
                        "redirect_uris",
                        contains(
                                "https://intranet.example.org/oidc/callback/",
                                "https://intranet.example.org/silent/"))
                .body("post_logout_redirect_uris", contains("https://intranet.example.org/bye/"))
                .body("scope", equalTo("openid profile email"))
                .body("response_types", contains("code"))
                .body("grant_types", contains("authorization_code"))
                .body("imported", equalTo(true))
                .body("$", not(hasKey("owner")))
                .body("$", not(hasKey("tos_uri")));
        var exported = Batch.export("?secrets=true&text=" + prefix + "050984").items().get(0);
        assertEquals(
                "2cff8b9a5a8b6ac9a4e3f2d1c0b9a8f7e6d5c4b3a29180f7e6d5c4b3",
                exported.get("client_secret").textValue());
        get(prefix + "112233")
                .body("owner", equalTo("42"))
                .body("id_token_signed_response_alg", equalTo("HS256"))
                .body("reuse_consent", equalTo(false))
                .body("tos_uri", equalTo("https://shop.example.org/terms"))
                .body("response_types", contains("code", "code id_token"))
                .body("note", equalTo("logo: oidc_provider/clients/shop logo.png"));
        get(prefix + "445566")
                .body("owner", equalTo("alice"))
                .body("token_endpoint_auth_method", equalTo("none"))
                .body("require_consent", equalTo(true))
                .body("response_types", contains("id_token"))
                .body("grant_types", contains("implicit"));
        get(prefix + "778899")
                .body("grant_types", contains("client_credentials"))
                .body("response_types", equalTo(List.of()))
                .body("scope", equalTo("read write"));
        get(prefix + "990011")
                .body("response_types", contains("code"))
                .body("date_created", equalTo("2014-12-25"));
        get(prefix + "220033")
                .body("response_types", contains("id_token", "code"))
                .body("logo_uri", equalTo("https://cdn.example.org/logo.png"));
        assertEquals(List.of("response_types[1]"), members(reply.items().get(6), "errors"));
        assertEquals(List.of("response_types"), members(reply.items().get(7), "errors"));
    }

    @Test
    @DisplayName(
            "Public clients, short secrets and logos without an address are marked, in the outcome and in the history")
    void marks() throws IOException {
        var items = bring("", dump()).items();
        assertFalse(members(items.get(0), "warnings").contains("logo"));
        assertTrue(members(items.get(1), "warnings").containsAll(List.of("logo", "client_secret")));
        assertTrue(items.get(1).toString().contains("is shorter than 8 characters"));
        assertTrue(
                members(items.get(2), "warnings")
                        .containsAll(List.of("client_type", "require_consent")));
        var warnings = history(prefix + "445566", "warnings").get(0);
        assertTrue(warnings.contains("\"client_type\""), warnings);
        assertTrue(history(prefix + "112233", "warnings").get(0).contains("shorter than 8"));
    }

    @Test
    @DisplayName("The same dump a second time changes nothing; a dry run neither")
    void comesTwice() throws IOException {
        assertEquals(6, bring("&dry_run=true", dump()).summary().get("created").intValue());
        assertEquals(
                List.of("0"),
                Rows.select("select count(*) from client where client_id like ?", prefix + "%"));
        bring("", dump());
        assertEquals(6, bring("", dump()).summary().get("unchanged").intValue());
        assertEquals(
                6, bring("&on_conflict=replace", dump()).summary().get("unchanged").intValue());
    }

    @Test
    @DisplayName(
            "A dump may have its objects in lines, too, as dumpdata --format=jsonl writes them")
    void readsLines() {
        var dump = client(prefix + "a", "") + "\n" + client(prefix + "b", "") + "\n";
        assertEquals(List.of("created", "created"), Batch.bring(FORMAT, dump).outcomes());
    }

    @Test
    @DisplayName("With logo_base the path of a logo becomes its URL")
    void makesLogoUris() throws IOException {
        bring("&logo_base=https://media.example.org/files", dump());
        get(prefix + "112233")
                .body(
                        "logo_uri",
                        equalTo(
                                "https://media.example.org/files/oidc_provider/clients/shop%20logo.png"))
                .body("$", not(hasKey("note")));
    }

    @Test
    @DisplayName(
            "A secret of a public client is left out with a warning, a client without response type keys of the dump has the usual ones")
    void bearsOddities() {
        var reply =
                bring(
                        "",
                        "[ "
                                + client(
                                        prefix + "a",
                                        ", \"client_type\": \"public\", \"response_types\": [1]")
                                + " , "
                                + client(prefix + "b", ", \"response_types\": [5]")
                                + ", {\"model\": \"OIDC_Provider.ResponseType\", \"pk\": 5, \"fields\": {\"value\": \"code token\"}}"
                                + "]\n");
        assertEquals(List.of("created", "created", "refused"), reply.outcomes());
        assertTrue(members(reply.items().get(0), "warnings").contains("client_secret"));
        get(prefix + "b").body("response_types", contains("code id_token"));
        assertEquals(List.of("response_types"), members(reply.items().get(2), "errors"));
    }

    @Test
    @DisplayName(
            "A confidential client with an empty secret has none: it is refused, or gets one that is told")
    void takesAnEmptySecretForNone() {
        var dump = "[" + client(prefix + "a", "").replaceFirst("\"c94d[0-9a-f]*\"", "\"\"") + "]";
        var refused = bring("", dump);
        assertEquals(List.of("refused"), refused.outcomes(), refused.text());
        assertEquals(List.of("client_secret"), members(refused.items().get(0), "errors"));
        var made = bring("&make_secrets=true", dump).items().get(0);
        assertEquals("created", made.get("outcome").textValue());
        assertEquals(64, made.get("client_secret").textValue().length());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|0|must be one JSON array",
                "\ufeff[]|0|must be one JSON array",
                "''|0|ends before its array does",
                "[CLIENT|0|ends before its array does",
                "[CLIENT,|1|ends before its array does",
                "[CLIENT] x|1|must be one JSON array",
                "[CLIENT], CLIENT]|1|must be one JSON array",
            })
    @DisplayName("A body that is not one array ends the import where that shows, and says so")
    void refusesOthers(String body, int created, String detail) {
        var reply = bring("", body.replace("CLIENT", client(prefix + "x", "")));
        assertEquals(200, reply.status());
        assertFalse(reply.summary().get("complete").booleanValue());
        assertEquals(created, reply.summary().get("created").intValue());
        assertTrue(reply.summary().at("/errors/0/detail").asText().contains(detail));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|RFC7591-3.1-04",
                "{\"model\": }|CHOICE-17",
                "{\"x\": 1}}|CHOICE-17",
                "{\"x\": 1}}}}|CHOICE-17",
                "{\"x\": [1]]}|CHOICE-17",
                "{\"pk\": 1}|''",
                "{\"model\": \"oidc_provider.client\"}|''",
            })
    @DisplayName("An item that is nothing of a dump is refused, and the others are not")
    void refusesItems(String item, String rule) {
        var reply = bring("", "[" + item + ", " + client(prefix + "x", "") + "]");
        assertEquals(List.of("refused", "created"), reply.outcomes());
        assertEquals(rule, reply.items().get(0).at("/errors/0/rule").asText());
    }
}
