package org.clientregistrar.admin;

import static java.util.stream.Collectors.joining;
import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Admin.anonymous;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GET /admin/clients: who finds what, in which order, on which page. */
@RegistrarTest
class ClientSearchTest {

    private static final Pattern LINK = Pattern.compile("<([^>]+)>; rel=\"([a-z]+)\"");

    /** The software of the clients of one test, which no other test's clients have. */
    private final String software = "software " + UUID.randomUUID();

    /** Registers a client with these members, given as the inside of a JSON object. */
    private String register(String members) {
        return anonymous()
                .body(
                        "{\"software_id\": \"%s\"%s%s}"
                                .formatted(
                                        software,
                                        members.contains("redirect_uris")
                                                        || members.contains("client_credentials")
                                                ? ""
                                                : ", \"redirect_uris\": [\"https://c.example/cb\"]",
                                        members.isEmpty() ? "" : ", " + members))
                .post("/register")
                .then()
                .statusCode(201)
                .extract()
                .path("client_id");
    }

    private String named(String name) {
        return register("\"client_name\": \"" + name + "\"");
    }

    /** Changes rows behind the service's back. */
    private static void update(String assignment, Object value, String clientId) {
        var update = "update client set " + assignment + " where client_id = ?";
        assertEquals(1, Rows.update(update, value, clientId));
    }

    private static OffsetDateTime at(String time) {
        return Instant.parse(time).atOffset(ZoneOffset.UTC);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static ValidatableResponse get(String pathAndQuery) {
        return admin().urlEncodingEnabled(false).get(pathAndQuery).then();
    }

    /** Names and values by turns. */
    private static ValidatableResponse find(String... parameters) {
        return get(
                "/admin/clients?"
                        + IntStream.range(0, parameters.length / 2)
                                .mapToObj(
                                        i ->
                                                parameters[2 * i]
                                                        + "="
                                                        + encoded(parameters[2 * i + 1]))
                                .collect(joining("&")));
    }

    /** Among the clients of this test. */
    private ValidatableResponse findOwn(String... parameters) {
        return find(Stream.concat(Stream.of("software_id", software), Stream.of(parameters))
                        .toArray(String[]::new))
                .statusCode(200);
    }

    private static Map<String, String> links(ValidatableResponse response) {
        return LINK.matcher(response.extract().header("Link"))
                .results()
                .collect(
                        java.util.stream.Collectors.toMap(
                                match -> match.group(2), match -> match.group(1)));
    }

    @Test
    @DisplayName("A reply has the clients as operators see them, and nothing that is not there")
    void tellsClients() {
        var id = named("Acme");
        findOwn()
                .header("Cache-Control", "no-store")
                .body("clients", hasSize(1))
                .body("clients[0].client_id", equalTo(id))
                .body("clients[0].client_name", equalTo("Acme"))
                .body("clients[0].state", equalTo("active"))
                .body("clients[0].origin", equalTo("open"))
                .body("clients[0]", hasKey("created_at"))
                .body("clients[0]", not(hasKey("client_secret")))
                .body("$", not(hasKey("next_cursor")))
                .body("$", not(hasKey("total")));
    }

    @Test
    @DisplayName(
            "A text is found in the id, in names of all languages, client_uri, redirect URIs, contacts, in any case")
    void findsText() {
        var id =
                register(
                        """
                        "client_name": "Größter KATALOG", "client_name#fr": "Élan vital",
                        "client_uri": "https://pages.example/About", "contacts": ["Ops@Mail.example"],
                        "redirect_uris": ["https://hosts.example/Callback", "https://hosts.example/two"],
                        "policy_uri": "https://elsewhere.example/"
                        """);
        named("Another");
        for (var text :
                List.of(
                        id.substring(5, 15).toUpperCase(java.util.Locale.ROOT),
                        "grÖSSter".replace("SS", "ß"),
                        "ter kat",
                        "éLAN",
                        "PAGES.example/about",
                        "ops@mail",
                        "hosts.example/c",
                        "/two")) {
            findOwn("text", text).body("clients.client_id", contains(id));
        }
        findOwn("text", "elsewhere").body("clients", empty());
    }

    @Test
    @DisplayName("Wildcards, quotation marks and backslashes in a text stand for themselves")
    void takesTextLiterally() {
        var id = named("50%_off \\\"now\\\" C:\\\\temp");
        named("500 off now");
        for (var text : List.of("50%_off", "%_o", "\"now\"", "f \"n", ":\\t", "w\" c:")) {
            findOwn("text", text).body("clients.client_id", contains(id));
        }
        for (var text :
                List.of("5_%off", "%%%", "___", "\\\"n", "\", \"", "[\"5", "now\\", ":\\\\")) {
            findOwn("text", text).body("clients", empty());
        }
    }

    @Test
    @DisplayName("The type of a client follows from its authentication method")
    void findsTypes() {
        var open = register("\"token_endpoint_auth_method\": \"none\"");
        var secret = register("");
        findOwn("client_type", "public").body("clients.client_id", contains(open));
        findOwn("client_type", "confidential").body("clients.client_id", contains(secret));
    }

    @Test
    @DisplayName("Deleted clients are told where they are asked for, and nowhere else")
    void findsStates() {
        var active = register("");
        var disabled = register("");
        var deleted = register("");
        update("state = ?", "DISABLED", disabled);
        update("deleted_at = now(), state = ?", "DELETED", deleted);
        findOwn("total", "true")
                .body("clients.client_id", containsInAnyOrder(active, disabled))
                .body("total", equalTo(2));
        findOwn("state", "active").body("clients.client_id", contains(active));
        findOwn("state", "disabled").body("clients.client_id", contains(disabled));
        for (var sort : List.of("created", "-updated", "name")) {
            findOwn("state", "deleted", "sort", sort)
                    .body("clients.client_id", contains(deleted))
                    .body("clients[0].state", equalTo("deleted"));
        }
        var alone = get("/admin/clients/" + deleted).extract().jsonPath().getMap("$");
        assertTrue(alone.containsKey("restorable_until"), alone.toString());
        findOwn("state", "deleted").body("clients[0]", equalTo(alone));
        // The job that erases them may be late.
        update("deleted_at = now() - interval '7 days', state = ?", "DELETED", deleted);
        get("/admin/clients/" + deleted).statusCode(404);
        findOwn("state", "deleted", "total", "true")
                .body("clients", empty())
                .body("total", equalTo(0));
    }

    @Test
    @DisplayName("Owner, origin, software, grant type: equal as a whole, and in case")
    void findsTerms() {
        var id = register("\"grant_types\": [\"authorization_code\", \"refresh_token\"]");
        var other = register("");
        update("owner = ?", "Team \"A\", {b}=c", id);
        update("origin = ?", "ADMIN", id);
        findOwn("owner", "Team \"A\", {b}=c").body("clients.client_id", contains(id));
        findOwn("owner", "team \"A\", {b}=c").body("clients", empty());
        findOwn("owner", "Team").body("clients", empty());
        findOwn("origin", "admin").body("clients.client_id", contains(id));
        findOwn("origin", "open").body("clients.client_id", contains(other));
        findOwn("grant_type", "refresh_token").body("clients.client_id", contains(id));
        findOwn("grant_type", "authorization_code").body("clients", hasSize(2));
        findOwn("grant_type", "refresh").body("clients", empty());
        find("software_id", software.substring(1)).body("clients", empty());
        // Every filter at once.
        findOwn(
                        "owner", "Team \"A\", {b}=c",
                        "origin", "admin",
                        "grant_type", "refresh_token",
                        "client_type", "confidential",
                        "state", "active",
                        "redirect_host", "c.example",
                        "text", "/cb",
                        "created_after", "2020-01-01T00:00:00Z",
                        "created_before", "9999-12-31T23:59:59Z",
                        "updated_after", "0000-01-01T00:00:00Z",
                        "updated_before", "2999-01-01T00:00:00+12:00",
                        "sort", "-name",
                        "total", "true")
                .body("clients.client_id", contains(id))
                .body("total", equalTo(1));
    }

    @Test
    @DisplayName(
            "The host of a redirect URI: whatever its case and port, IPv6 with or without brackets, and no other URI's")
    void findsHosts() {
        var web =
                register(
                        """
                        "redirect_uris": ["https://Shop.Example:8443/cb", "https://two.example?x=https://three.example/"],
                        "client_uri": "https://pages.example/"
                        """);
        var app =
                register(
                        """
                        "redirect_uris": ["http://[::1]/cb", "com.example.app://authority/cb", "http://127.0.0.1:1234/cb"],
                        "token_endpoint_auth_method": "none", "application_type": "native"
                        """);
        for (var host : List.of("shop.example", "SHOP.EXAMPLE", "two.example")) {
            findOwn("redirect_host", host).body("clients.client_id", contains(web));
        }
        for (var host : List.of("[::1]", "::1", "127.0.0.1")) {
            findOwn("redirect_host", host).body("clients.client_id", contains(app));
        }
        for (var host :
                List.of("pages.example", "three.example", "example", "authority", "hop.example")) {
            findOwn("redirect_host", host).body("clients", empty());
        }
    }

    @Test
    @DisplayName(
            "Times: after includes the moment, before does not, to the microsecond, in any offset")
    void findsTimes() {
        var id = register("");
        update("issued_at = ?", at("2024-02-29T12:00:00.123456Z"), id);
        update("updated_at = ?", at("2024-03-01T12:00:00Z"), id);
        findOwn("created_after", "2024-02-29T12:00:00.123456Z").body("clients", hasSize(1));
        findOwn("created_after", "2024-02-29t13:00:00.123456+01:00").body("clients", hasSize(1));
        findOwn("created_after", "2024-02-29T12:00:00.1234561Z").body("clients", empty());
        findOwn("created_before", "2024-02-29T12:00:00.123456Z").body("clients", empty());
        findOwn("created_before", "2024-02-29T12:00:00.1234561Z").body("clients", hasSize(1));
        findOwn("updated_after", "2024-03-01T12:00:00Z").body("clients", hasSize(1));
        findOwn("updated_before", "2024-03-01T12:00:00Z").body("clients", empty());
        findOwn("updated_before", "2024-03-01T12:00:01-00:00").body("clients", hasSize(1));
    }

    @Test
    @DisplayName("Clients come in the order asked for, the newest first if none is")
    void sorts() {
        var zebra = named("zebra");
        var aerger = named("Ärger");
        var bob = named("Bob");
        var nameless = register("");
        update("updated_at = ?", at("2020-01-01T00:00:00Z"), bob);
        findOwn().body("clients.client_id", contains(nameless, bob, aerger, zebra));
        findOwn("sort", "created")
                .body("clients.client_id", contains(zebra, aerger, bob, nameless));
        findOwn("sort", "name").body("clients.client_id", contains(nameless, aerger, bob, zebra));
        findOwn("sort", "-name").body("clients.client_id", contains(zebra, bob, aerger, nameless));
        findOwn("sort", "updated")
                .body("clients.client_id", contains(bob, zebra, aerger, nameless));
        findOwn("sort", "-updated")
                .body("clients.client_id", contains(nameless, aerger, zebra, bob));
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "-created", "updated", "-updated", "name", "-name"})
    @DisplayName(
            "Who walks from page to page meets each client once that does not change meanwhile, whatever becomes of others")
    void walks(String sort) {
        var staying = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            staying.add(named(i % 3 == 0 ? "The same" : "Name " + i));
        }
        for (var id : staying.subList(0, 4)) { // of one moment
            update("issued_at = ?", at("2024-01-01T00:00:00Z"), id);
            update("updated_at = ?", at("2024-01-01T00:00:00Z"), id);
        }
        var changing = named("M");
        var met = new ArrayList<String>();
        var next = "/admin/clients?limit=2&sort=" + sort + "&software_id=" + encoded(software);
        for (int page = 0; next != null; page++) {
            assertTrue(page < 20, "there is no end");
            var response = get(next).statusCode(200);
            met.addAll(response.extract().path("clients.client_id"));
            next = links(response).get("next");
            if (page < 5) {
                named("New " + page);
                update("updated_at = ?", at("2024-0" + (page + 1) + "-01T00:00:00Z"), changing);
            }
        }
        assertTrue(met.containsAll(staying), met + " lacks some of " + staying);
        met.retainAll(staying);
        assertEquals(staying.size(), met.size(), "some came twice");
        assertEquals(new HashSet<>(staying), new HashSet<>(met));
    }

    @Test
    @DisplayName("The walk goes by clients that were imported with the earliest date there is")
    void walksByTheEarliest() {
        var imported = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            imported.add(
                    Clients.created(
                            "\"date_created\": \"1970-01-01\", \"software_id\": \"%s\""
                                    .formatted(software)));
        }
        var met = new ArrayList<String>();
        var next = "/admin/clients?limit=1&software_id=" + encoded(software);
        while (next != null) {
            var response = get(next).statusCode(200);
            met.addAll(response.extract().path("clients.client_id"));
            next = links(response).get("next");
        }
        imported.sort(Comparator.reverseOrder());
        assertEquals(imported, met);
    }

    @Test
    @DisplayName(
            "RFC8288: links lead to the first and the next page, with all that was asked for, and encoded")
    void links() {
        var name = "a&b=c +%/?#ü\u20ac";
        for (int i = 0; i < 3; i++) {
            named(name);
        }
        var page = findOwn("text", name, "limit", "2", "total", "true").body("clients", hasSize(2));
        var links = links(page);
        assertTrue(
                URI.create(links.get("first")).getRawPath().equals("/admin/clients"),
                links.toString());
        get(links.get("first"))
                .statusCode(200)
                .body("clients.client_id", equalTo(page.extract().path("clients.client_id")))
                .body("next_cursor", equalTo(page.extract().path("next_cursor")));
        var last =
                get(links.get("next"))
                        .statusCode(200)
                        .body("clients", hasSize(1))
                        .body("total", equalTo(3));
        assertEquals(Map.of("first", links.get("first")), links(last));
        last.body("$", not(hasKey("next_cursor")));
        var whole = get("/admin/clients?limit=200").statusCode(200);
        assertEquals("/admin/clients?limit=200", links(whole).get("first"));
    }

    @Test
    @DisplayName("A cursor is good for its own search alone; a page may have another size")
    void bindsCursors() {
        for (int i = 0; i < 4; i++) {
            named("Page " + i);
        }
        String cursor = findOwn("limit", "1", "sort", "name").extract().path("next_cursor");
        assertTrue(cursor.matches("[A-Za-z0-9_-]+"), cursor);
        findOwn("limit", "2", "sort", "name", "cursor", cursor, "total", "true")
                .body("clients.client_name", contains("Page 1", "Page 2"))
                .body("total", equalTo(4));
        refuses("cursor", "software_id", software, "sort", "-name", "cursor", cursor);
        refuses("cursor", "software_id", software, "cursor", cursor);
        refuses("cursor", "software_id", software + "x", "sort", "name", "cursor", cursor);
        refuses("cursor", "sort", "name", "cursor", cursor);
        for (int length = 1; length < cursor.length(); length++) {
            refuses(
                    "cursor",
                    "software_id",
                    software,
                    "sort",
                    "name",
                    "cursor",
                    cursor.substring(0, length));
        }
        for (var madeUp :
                List.of(
                        "x",
                        "AAAA",
                        cursor + "A",
                        cursor + "=",
                        "A" + cursor.substring(1),
                        "A".repeat(40),
                        "A".repeat(3000),
                        "\u00e4")) {
            refuses("cursor", "software_id", software, "sort", "name", "cursor", madeUp);
        }
    }

    private static void refuses(String parameter, String... parameters) {
        find(parameters)
                .statusCode(400)
                .body("error", equalTo("invalid_request"))
                .body("errors.member", contains(parameter));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "text ab",
                "text %C3%A4%C3%B6",
                "text ",
                "text abc%00",
                "text a%0Abc",
                "client_type Public",
                "client_type ",
                "state ACTIVE",
                "state active,disabled",
                "origin dynamic",
                "owner ",
                "owner %00",
                "software_id a%00b",
                "grant_type %01",
                "redirect_host https://c.example",
                "redirect_host c.example:8443",
                "redirect_host [::1]:80",
                "redirect_host c.example/",
                "redirect_host *.example",
                "redirect_host %C3%A4.example",
                "created_after yesterday",
                "created_after 2025-01-01",
                "created_after 2025-01-01T00:00:00",
                "created_after 2025-01-01T00:00Z",
                "created_before 2025-02-30T00:00:00Z",
                "created_before 2025-01-01T24:00:01Z",
                "updated_after 2025-01-01T00:00:00+24:00",
                "updated_after %2B12025-01-01T00:00:00Z",
                "updated_before 1735689600",
                "updated_before 2025-01-01T00:00:00.Z",
                "sort owner",
                "sort --name",
                "sort created,name",
                "limit 0",
                "limit 201",
                "limit -1",
                "limit 1.5",
                "limit 99999999999999999999",
                "limit ten",
                "total yes",
                "total TRUE",
                "cursor ",
                "search acme",
                "Text acme",
                "client_id x",
            })
    @DisplayName("What makes no sense is refused with the name of its parameter")
    void refusesNonsense(String parameter, String value) {
        get("/admin/clients?" + parameter + "=" + (value == null ? "" : value))
                .statusCode(400)
                .body("error", equalTo("invalid_request"))
                .body("errors.member", contains(parameter));
    }

    @Test
    @DisplayName(
            "Parameters that are there twice, too long, or of a name that cannot be repeated are refused")
    void refusesOthers() {
        get("/admin/clients?limit=1&limit=1")
                .statusCode(400)
                .body("errors.member", contains("limit"));
        get("/admin/clients?total=true&total=")
                .statusCode(400)
                .body("errors.member", contains("total"));
        for (var parameter :
                List.of("text", "owner", "software_id", "grant_type", "redirect_host")) {
            find(parameter, "a".repeat(255)).statusCode(200);
            refuses(parameter, parameter, "a".repeat(256));
        }
        get("/admin/clients?%3Cscript%3E=1")
                .statusCode(400)
                .body("error_description", not(containsString("script")));
        get("/admin/clients?owner").statusCode(400).body("errors.member", contains("owner"));
    }

    @Test
    @DisplayName("A software_id that is too long for the index is registered all the same")
    void registersLongValues() {
        register(
                "\"client_name\": \"Long\", \"grant_types\": [\"authorization_code\"]"
                        .replace("Long", "Ünï".repeat(300)));
        anonymous()
                .body(
                        "{\"software_id\": \"%s\", \"redirect_uris\": [\"https://c.example/cb\"]}"
                                .formatted("\ud83d\ude00".repeat(1024)))
                .post("/register")
                .then()
                .statusCode(201);
        findOwn().body("clients", hasSize(1));
    }

    @Test
    @DisplayName("The path has the methods of all its endpoints, and answers nobody without a key")
    void knowsItsMethods() {
        anonymous().get("/admin/clients").then().statusCode(401);
        admin().options("/admin/clients")
                .then()
                .statusCode(204)
                .header("Allow", containsString("GET"));
        admin().delete("/admin/clients")
                .then()
                .statusCode(405)
                .header("Allow", containsString("GET"));
        admin().head("/admin/clients?limit=1")
                .then()
                .statusCode(200)
                .header("Link", containsString("rel=\"first\""));
        get("/admin/clients?limit=200").statusCode(200).body("clients.origin", hasItem("open"));
    }
}
