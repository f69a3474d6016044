package org.clientregistrar.registration;

import static org.clientregistrar.registration.Door.V;
import static org.clientregistrar.registration.Door.json;
import static org.clientregistrar.registration.Door.registered;
import static org.clientregistrar.registration.Door.registeredWith;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.clientregistrar.AtOnce;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.registration.Door.Registered;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RegistrarTest
class ClientConfigurationTest {

    private static final String URIS = "\"redirect_uris\": [\"https://client.example.org/cb\"]";

    @Test
    @DisplayName(
            "RFC7592-2.1-01, RFC7592-3-04, RFC7592-A-01, OIDCREG-4.3-01, OIDCREG-4.3-02, OIDCREG-4.3-03, CHOICE-01, CHOICE-03, RFC7592-2.1-02, RFC7592-2.1-03: a read returns the whole record, credentials included, and changes nothing")
    void reads() {
        var client = registeredWith("\"client_name\": \"Example\"");
        for (int i = 0; i < 3; i++) {
            client.get()
                    .statusCode(200)
                    .contentType(equalTo("application/json"))
                    .body("$", equalTo(client.body()));
        }
    }

    @Test
    @DisplayName(
            "RFC7592-2.2-01, RFC7592-2.2-02, RFC7592-2.2-03, RFC7592-2.2-11: an update replaces; what it leaves out is gone")
    void replaces() {
        var client =
                registeredWith(
                        """
                "client_name": "Example", "client_name#fr": "Exemple", "contacts": ["ops@c.example"],
                "redirect_uris": ["https://a.example/", "https://b.example/"]""");
        client.put("\"redirect_uris\": [\"https://c.example/\"]")
                .statusCode(200)
                .contentType(equalTo("application/json"))
                .body("redirect_uris", contains("https://c.example/"))
                .body("$", not(hasKey("client_name")))
                .body("$", not(hasKey("client_name#fr")))
                .body("client_id", equalTo(client.id()))
                .body("registration_access_token", equalTo(client.token()))
                .body("client_secret", equalTo(client.secret()));
        client.get()
                .body("redirect_uris", contains("https://c.example/"))
                .body("$", not(hasKey("contacts")));
    }

    @Test
    @DisplayName(
            "RFC7592-2.2-04, CHOICE-42: what has a default falls back to it, and a client that then needs a secret gets one")
    void fallsBackToDefaults() {
        var client =
                registeredWith(
                        "\"token_endpoint_auth_method\": \"private_key_jwt\", \"jwks_uri\": \"https://c.example/jwks\"");
        client.put(URIS)
                .statusCode(200)
                .body("token_endpoint_auth_method", equalTo("client_secret_basic"))
                .body("client_secret", instanceOf(String.class))
                .body("client_secret_expires_at", equalTo(0))
                .body("$", not(hasKey("jwks_uri")));
    }

    @Test
    @DisplayName("CHOICE-42: a change of method keeps, drops or issues the secret")
    void changesMethod() {
        var client = registered(V);
        client.put(URIS + ", \"token_endpoint_auth_method\": \"client_secret_post\"")
                .body("client_secret", equalTo(client.secret()));
        client.put(URIS + ", \"token_endpoint_auth_method\": \"none\"")
                .statusCode(200)
                .body("$", not(hasKey("client_secret")));
        client.put(
                        URIS
                                + ", \"token_endpoint_auth_method\": \"none\", \"client_secret\": \""
                                + client.secret()
                                + "\"")
                .statusCode(400);
        client.put(URIS)
                .statusCode(200)
                .body("client_secret", not(client.secret()))
                .body("client_secret", instanceOf(String.class));
    }

    @Test
    @DisplayName(
            "RFC7592-2.2-05, CHOICE-26: null and empty values of an update are values left out")
    void treatsNullAsAbsent() {
        var client =
                registeredWith(
                        "\"client_name\": \"Example\", \"client_uri\": \"https://c.example/\"");
        client.put(
                        URIS
                                + ", \"client_name\": null, \"client_uri\": \"\", \"client_secret\": null, \"registration_access_token\": \"\"")
                .statusCode(200)
                .body("$", not(hasKey("client_name")))
                .body("$", not(hasKey("client_uri")));
    }

    @Test
    @DisplayName("RFC7592-2.2-06, CHOICE-05: client_id must be in the update, and the client's own")
    void requiresClientId() {
        var client = registered(V);
        for (var body :
                new String[] {
                    V,
                    V.replace("{", "{\"client_id\": \"other\","),
                    V.replace("{", "{\"client_id\": null,"),
                    V.replace("{", "{\"client_id\": [\"" + client.id() + "\"],")
                }) {
            client.authorized()
                    .body(body)
                    .put(client.path())
                    .then()
                    .statusCode(400)
                    .body("error", equalTo("invalid_request"))
                    .body("errors[0].member", equalTo("client_id"));
        }
        client.get().body("$", equalTo(client.body()));
    }

    @Test
    @DisplayName(
            "RFC7592-2.2-07, RFC7592-2.2-08, CHOICE-05: client_secret may be repeated, never chosen")
    void checksClientSecret() {
        var client = registered(V);
        client.put(URIS + ", \"client_secret\": \"" + client.secret() + "\"")
                .statusCode(200)
                .body("client_secret", equalTo(client.secret()));
        for (var secret : new String[] {"\"chosen\"", "1", "[]"}) {
            client.put(URIS + ", \"client_secret\": " + secret)
                    .statusCode(400)
                    .body("error", equalTo("invalid_request"))
                    .body("errors[0].member", equalTo("client_secret"));
        }
        client.get().body("client_secret", equalTo(client.secret()));
    }

    @ParameterizedTest
    @CsvSource({
        "registration_access_token, '\"x\"'",
        "registration_client_uri, '\"https://x.example/\"'",
        "client_secret_expires_at, 0",
        "client_id_issued_at, 1"
    })
    @DisplayName(
            "RFC7592-2.2-09, CHOICE-04: an update with one of the four members that only the registry sets is refused")
    void refusesIssuedMembers(String member, String value) {
        var client = registered(V);
        client.put(URIS + ", \"" + member + "\": " + value)
                .statusCode(400)
                .body("error", equalTo("invalid_request"))
                .body("errors[0].member", equalTo(member));
        client.get().body("$", equalTo(client.body()));
    }

    @Test
    @DisplayName(
            "RFC7592-2.2-15, RFC7592-2.2-16, OIDCREG-7-01: an update is checked like a registration, as a whole or not at all")
    void appliesNothingOfABadUpdate() {
        var client = registeredWith("\"client_name\": \"Before\"");
        client.put("\"client_name\": \"After\", \"redirect_uris\": [\"http://c.example/\"]")
                .statusCode(400)
                .body("error", equalTo("invalid_redirect_uri"));
        client.put("\"client_name\": \"After\"")
                .statusCode(400)
                .body("error", equalTo("invalid_redirect_uri"));
        client.put(URIS + ", \"grant_types\": [\"client_credentials\"]")
                .statusCode(400)
                .body("errors[0].rule", equalTo("CHOICE-20"));
        client.get().body("$", equalTo(client.body()));
    }

    @Test
    @DisplayName("RFC7591-2-23: a swap of jwks for jwks_uri leaves one of them")
    void swapsKeySource() {
        var client = registeredWith("\"jwks\": {\"keys\": []}");
        client.put(URIS + ", \"jwks_uri\": \"https://c.example/jwks\"")
                .statusCode(200)
                .body("$", not(hasKey("jwks")));
        client.get()
                .body("jwks_uri", equalTo("https://c.example/jwks"))
                .body("$", not(hasKey("jwks")));
    }

    @Test
    @DisplayName(
            "RFC7592-2.3-01, RFC7592-2.3-02, RFC7592-2.3-06, RFC7592-5-04, RFC7592-5-05, RFC7592-2.1-06, OIDCREG-4.4-01: an ended client is gone for every method and token")
    void deletes() {
        var client = registered(V);
        client.authorized()
                .delete(client.path())
                .then()
                .statusCode(204)
                .body(emptyString())
                .header("Cache-Control", "no-store");
        client.authorized().delete(client.path()).then().statusCode(401);
        client.get()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer "))
                .body("error", equalTo("invalid_token"));
        client.put(URIS).statusCode(401);
        client.authorized().post(client.path() + "/secret").then().statusCode(401);
    }

    @Test
    @DisplayName("CHOICE-32: the ETag counts the versions, and If-Match guards a change")
    void honoursIfMatch() {
        var client = registered(V);
        var first = client.get().extract().header("ETag");
        var unnamed = "{\"client_id\": \"" + client.id() + "\", " + URIS + "}";
        var body = unnamed.replace("}", ", \"client_name\": \"Renamed\"}");
        client.authorized()
                .body(unnamed)
                .put(client.path())
                .then()
                .statusCode(200)
                .header("ETag", first); // nothing became other
        var second =
                client.authorized()
                        .header("If-Match", first)
                        .body(body)
                        .put(client.path())
                        .then()
                        .statusCode(200)
                        .extract()
                        .header("ETag");
        assertTrue(!first.equals(second), first + " and " + second);
        for (var stale : new String[] {first, "\"x\"", "W/" + second, "", "x"}) {
            client.authorized()
                    .header("If-Match", stale)
                    .body(body)
                    .put(client.path())
                    .then()
                    .statusCode(412)
                    .body("errors[0].rule", equalTo("CHOICE-32"));
            client.authorized()
                    .header("If-Match", stale)
                    .delete(client.path())
                    .then()
                    .statusCode(412);
            client.authorized()
                    .header("If-Match", stale)
                    .post(client.path() + "/secret")
                    .then()
                    .statusCode(412);
        }
        client.authorized()
                .header("If-Match", first + ", " + second)
                .body(body)
                .put(client.path())
                .then()
                .statusCode(200);
        client.authorized().header("If-Match", "*").delete(client.path()).then().statusCode(204);
    }

    @Test
    @DisplayName("CHOICE-32: of many updates at once the record equals one, in full")
    void parallelUpdatesDoNotMix() throws Exception {
        var client = registered(V);
        List<Callable<Response>> updates =
                IntStream.range(0, 16)
                        .mapToObj(
                                i ->
                                        (Callable<Response>)
                                                () ->
                                                        client.authorized()
                                                                .body(
                                                                        "{\"client_id\": \"%s\", %s, \"client_name\": \"%d\", \"software_id\": \"%d\"}"
                                                                                .formatted(
                                                                                        client.id(),
                                                                                        URIS,
                                                                                        i,
                                                                                        i))
                                                                .put(client.path()))
                        .toList();
        for (var status : inParallel(updates)) {
            assertEquals(200, status);
        }
        var body = client.get().extract().jsonPath();
        assertEquals(body.getString("client_name"), body.getString("software_id"));
    }

    @Test
    @DisplayName(
            "RFC7592-2.3-02, RFC7592-2.2-13: of updates and a deletion at once, the losers get 401 and the client stays ended")
    void deletionWins() throws Exception {
        var client = registered(V);
        List<Callable<Response>> requests =
                IntStream.range(0, 16)
                        .mapToObj(
                                i ->
                                        i == 8
                                                ? (Callable<Response>)
                                                        () ->
                                                                client.authorized()
                                                                        .delete(client.path())
                                                : (Callable<Response>)
                                                        () ->
                                                                client.authorized()
                                                                        .body(
                                                                                "{\"client_id\": \""
                                                                                        + client
                                                                                                .id()
                                                                                        + "\", "
                                                                                        + URIS
                                                                                        + "}")
                                                                        .put(client.path()))
                        .toList();
        for (var status : inParallel(requests)) {
            assertTrue(List.of(200, 204, 401).contains(status), "status " + status);
        }
        client.get().statusCode(401);
    }

    private static List<Integer> inParallel(List<Callable<Response>> requests) throws Exception {
        return AtOnce.run(requests).stream().map(Response::statusCode).toList();
    }

    @Test
    @DisplayName("RFC7523-3-01, RFC7592-2.1-02: client_id is the same in every reply")
    void keepsClientId() {
        Registered client = registered(V);
        client.put(URIS).body("client_id", equalTo(client.id()));
        client.get().body("client_id", equalTo(client.id()));
        json().get(client.path()).then().statusCode(401);
    }
}
