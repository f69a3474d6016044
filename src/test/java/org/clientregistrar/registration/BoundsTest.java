package org.clientregistrar.registration;

import static org.clientregistrar.admin.Tokens.bounded;
import static org.clientregistrar.registration.Door.registered;
import static org.clientregistrar.registration.Door.withToken;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.response.ValidatableResponse;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.clientregistrar.admin.Tokens.Token;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an initial access token leaves to its clients, at their registration and ever after. */
@RegistrarTest
class BoundsTest {

    private static final String URIS = "\"redirect_uris\": [\"https://app.example.org/cb\"]";

    private static ValidatableResponse register(Token token, String members) {
        return withToken(token.value(), "{" + members + "}");
    }

    @Test
    @DisplayName(
            "CHOICE-19: grant types beyond the token's are left out while a usable one is left")
    void narrowsGrants() {
        var token = bounded("\"grant_types\": [\"authorization_code\"]");
        var wanted = URIS + ", \"grant_types\": [\"authorization_code\", \"refresh_token\"]";
        var client =
                registered(
                        register(token, wanted)
                                .body("grant_types", contains("authorization_code")));
        token.revoke();
        client.put(wanted).statusCode(200).body("grant_types", contains("authorization_code"));
        client.put("\"grant_types\": [\"client_credentials\"]")
                .statusCode(400)
                .body("errors[0].member", equalTo("grant_types[0]"))
                .body("errors[0].rule", equalTo("CHOICE-19"))
                .body(
                        "errors[0].detail",
                        equalTo(
                                "must be one that the initial access token allows: authorization_code"));
        client.put(URIS + ", \"response_types\": [\"code id_token\"]")
                .statusCode(400)
                .body("errors[0].detail", containsString("initial access token"));
    }

    @Test
    @DisplayName("CHOICE-19: a client that does not say its grants is told what the token allows")
    void toldOfDefaultGrant() {
        var token = bounded("\"grant_types\": [\"client_credentials\"]");
        register(token, URIS)
                .statusCode(400)
                .body("errors[0].member", equalTo("grant_types"))
                .body("error_description", containsString("client_credentials"));
        register(token, "\"grant_types\": [\"client_credentials\"]").statusCode(201);
    }

    @Test
    @DisplayName(
            "CHOICE-19: authentication methods beyond the token's are refused, also the default")
    void boundsMethods() {
        var token = bounded("\"token_endpoint_auth_methods\": [\"none\"]");
        var client =
                registered(register(token, URIS + ", \"token_endpoint_auth_method\": \"none\""));
        for (var answer :
                new ValidatableResponse[] {
                    register(token, URIS),
                    register(
                            token,
                            URIS + ", \"token_endpoint_auth_method\": \"client_secret_post\""),
                    client.put(URIS),
                    client.put(URIS + ", \"token_endpoint_auth_method\": \"client_secret_post\"")
                }) {
            answer.statusCode(400)
                    .body("errors", hasSize(1))
                    .body("errors[0].member", equalTo("token_endpoint_auth_method"))
                    .body("errors[0].rule", equalTo("CHOICE-19"))
                    .body(
                            "errors[0].detail",
                            equalTo("must be one that the initial access token allows: none"));
        }
    }

    @Test
    @DisplayName(
            "CHOICE-19: scopes beyond the token's are left out, and a client that asks for none gets those of the token, not any")
    void narrowsScopes() {
        var token = bounded("\"scopes\": [\"read\", \"write\"]");
        var client =
                registered(
                        register(token, URIS + ", \"scope\": \"admin read\"")
                                .body("scope", equalTo("read")));
        client.put(URIS + ", \"scope\": \"write admin\"")
                .statusCode(200)
                .body("scope", equalTo("write"));
        client.put(URIS).statusCode(200).body("scope", equalTo("read write"));
        register(token, URIS).statusCode(201).body("scope", equalTo("read write"));
        client.put(URIS + ", \"scope\": \"admin\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("CHOICE-19"))
                .body("errors[0].detail", containsString("read, write"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.org/cb",
                "https://APP.example.org:8443/other",
                "https://a.apps.example/cb",
                "https://a.b.apps.example/cb",
                "http://127.0.0.1:1234/cb"
            })
    @DisplayName("CHOICE-19: redirect URIs on the hosts of the token, and on those below a *")
    void allowsHosts(String uri) {
        register(hosts(), "\"redirect_uris\": [\"" + uri + "\"]").statusCode(201);
    }

    private static Token hosts() {
        return bounded(
                "\"redirect_hosts\": [\"app.example.org\", \"*.apps.example\", \"127.0.0.1\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/cb",
                "https://a.app.example.org/cb",
                "https://app.example.org.evil.example/cb",
                "https://apps.example/cb",
                "https://evilapps.example/cb",
                "http://localhost:1234/cb",
                "http://[::1]:1234/cb",
                "com.example.app:/cb",
                "com.example.app://app.example.org/cb"
            })
    @DisplayName("CHOICE-19: no other redirect URIs, whatever the kind of the client")
    void refusesHosts(String uri) {
        var token = hosts();
        var members =
                "\"application_type\": \"%s\", \"redirect_uris\": [\"%s\", \"%s\"]"
                        .formatted(
                                uri.startsWith("https") ? "web" : "native",
                                "https://app.example.org/cb",
                                uri);
        var client = registered(register(token, URIS));
        token.revoke();
        for (var answer :
                new ValidatableResponse[] {register(hosts(), members), client.put(members)}) {
            answer.statusCode(400)
                    .body("error", equalTo("invalid_redirect_uri"))
                    .body("errors.member", everyItem(equalTo("redirect_uris[1]")))
                    .body("errors[0].rule", equalTo("CHOICE-19"))
                    .body("errors[0].detail", containsString("initial access token"));
        }
    }

    @Test
    @DisplayName("CHOICE-19: nor may users be sent elsewhere after a logout")
    void refusesHostsOfLogout() {
        register(hosts(), URIS + ", \"post_logout_redirect_uris\": [\"https://evil.example/\"]")
                .statusCode(400)
                .body("errors[0].member", equalTo("post_logout_redirect_uris[0]"));
        register(hosts(), "\"grant_types\": [\"client_credentials\"]").statusCode(201);
    }

    @Test
    @DisplayName("RFC7591-5-14: the software must be one that the token is for")
    void boundsSoftware() {
        var token = bounded("\"software_ids\": [\"app-1\", \"app-2\"]");
        var client = registered(register(token, URIS + ", \"software_id\": \"app-1\""));
        client.put(URIS + ", \"software_id\": \"app-2\"").statusCode(200);
        for (var answer :
                new ValidatableResponse[] {
                    register(token, URIS),
                    register(token, URIS + ", \"software_id\": \"app-3\""),
                    client.put(URIS),
                    client.put(URIS + ", \"software_id\": \"APP-1\"")
                }) {
            answer.statusCode(400)
                    .body("error", equalTo("invalid_client_metadata"))
                    .body("errors[0].member", equalTo("software_id"))
                    .body("errors[0].rule", equalTo("RFC7591-5-14"));
        }
    }

    @Test
    @DisplayName(
            "CHOICE-19: forced members are the client's whatever it asks for, in all languages and in each update")
    void forcesMembers() {
        var token =
                bounded(
                        """
                        "forced_members": {"client_name": "Partner", "token_endpoint_auth_method": "none",
                          "jwks_uri": "https://app.example.org/keys"}""");
        var wanted =
                URIS
                        + """
                        , "client_name": "Bank", "client_name#fr": "Banque",
                        "token_endpoint_auth_method": "client_secret_post", "jwks": {"keys": []}""";
        var client = registered(register(token, wanted));
        token.revoke();
        Rows.update("delete from initial_access_token where token_id = ?", token.id());
        for (var answer :
                new ValidatableResponse[] {client.get(), client.put(wanted), client.put(URIS)}) {
            answer.statusCode(200)
                    .body("client_name", equalTo("Partner"))
                    .body("token_endpoint_auth_method", equalTo("none"))
                    .body("jwks_uri", equalTo("https://app.example.org/keys"))
                    .body("$", not(hasKey("client_name#fr")))
                    .body("$", not(hasKey("jwks")))
                    .body("$", not(hasKey("client_secret")));
        }
    }

    @Test
    @DisplayName("CHOICE-19: default members are the client's where it asks for nothing else")
    void fillsDefaults() {
        var token =
                bounded(
                        """
                        "default_members": {"client_name": "Partner", "jwks_uri": "https://app.example.org/keys",
                          "contacts": ["ops@example.org"]}""");
        var client =
                registered(
                        register(token, URIS + ", \"client_name\": \"\", \"contacts\": null")
                                .body("client_name", equalTo("Partner"))
                                .body("contacts", contains("ops@example.org"))
                                .body("jwks_uri", startsWith("https://app.example.org")));
        client.put(
                        URIS
                                + ", \"client_name#fr\": \"Nom\", \"jwks\": {\"keys\": []}, \"contacts\": []")
                .statusCode(200)
                .body("$", not(hasKey("client_name")))
                .body("$", not(hasKey("jwks_uri")))
                .body("contacts", hasSize(0));
        client.put(URIS).statusCode(200).body("client_name", equalTo("Partner"));
    }

    @Test
    @DisplayName("A fault of a forced member is told as the token's, not as the client's")
    void namesTheAuthor() {
        var token =
                bounded(
                        "\"forced_members\": {\"token_endpoint_auth_method\": \"private_key_jwt\"}");
        register(token, URIS)
                .statusCode(400)
                .body("errors[0].member", equalTo("token_endpoint_auth_method"))
                .body("errors[0].detail", containsString("the initial access token's value"));
    }

    @Test
    @DisplayName(
            "What an operator gave a client beyond its token stays when the client updates itself")
    void keepsWhatItWasGiven() {
        var token =
                bounded(
                        """
                        "grant_types": ["authorization_code"], "scopes": ["read"], "software_ids": ["a"],
                        "redirect_hosts": ["app.example.org"], "token_endpoint_auth_methods": ["none"]""");
        var client =
                registered(
                        register(
                                token,
                                URIS
                                        + ", \"token_endpoint_auth_method\": \"none\", \"software_id\": \"a\""));
        var wider =
                """
                "redirect_uris": ["https://app.example.org/cb", "https://given.example/cb"],
                "grant_types": ["authorization_code", "refresh_token"], "scope": "read write",
                "software_id": "b", "token_endpoint_auth_method": "client_secret_basic\"""";
        client.put(wider).statusCode(400).body("errors", hasSize(3));
        Rows.update(
                "update client set metadata = metadata || ?::jsonb where client_id = ?",
                "{" + wider + "}",
                client.id());
        client.put(wider)
                .statusCode(200)
                .body("scope", equalTo("read write"))
                .body("grant_types", contains("authorization_code", "refresh_token"));
        client.put(wider.replace("given", "other")).statusCode(400).body("errors", hasSize(1));
    }
}
