package org.clientregistrar.registration;

import static org.clientregistrar.registration.Door.registerWith;
import static org.clientregistrar.registration.Door.registeredWith;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import org.clientregistrar.RegistrarTest;
import org.clientregistrar.TestKeys;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RegistrarTest
class MetadataValueTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grant_types|\"authorization_code\"",
                "grant_types|[1]",
                "grant_types|[null]",
                "response_types|{}",
                "client_name|1",
                "client_name|true",
                "client_name|[\"a\"]",
                "client_uri|{}",
                "scope|[\"read\", \"write\"]",
                "contacts|\"ops@c.example\"",
                "software_id|7",
                "jwks_uri|[]",
                "application_type|[\"web\"]",
                "token_endpoint_auth_method|[\"none\"]"
            })
    @DisplayName(
            "RFC7591-2-01, RFC7591-2-17, RFC7591-2-19: a value of another JSON type is refused, not coerced")
    void refusesWrongTypes(String member, String value) {
        registerWith("\"" + member + "\": " + value)
                .statusCode(400)
                .body("error", equalTo("invalid_client_metadata"))
                .body("errors[0].rule", equalTo("RFC7591-2-01"))
                .body("errors[0].member.startsWith('" + member + "')", equalTo(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"https://c.example/cb\"",
                "[1]",
                "[null]",
                "{}",
                "true",
                "[[\"https://c.example/cb\"]]"
            })
    @DisplayName("RFC7591-2-01: for redirect_uris the code is its own")
    void refusesWrongTypeOfRedirectUris(String value) {
        registerWith("\"redirect_uris\": " + value)
                .statusCode(400)
                .body("error", equalTo("invalid_redirect_uri"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONE",
                "None",
                "client_secret",
                "https://as.example/auth/custom",
                "tls_client_auth "
            })
    @DisplayName(
            "RFC7591-1.1-01, RFC7591-2-07, CHOICE-13: methods are the literal values, ones that are not offered are refused")
    void refusesUnknownMethods(String method) {
        registerWith("\"token_endpoint_auth_method\": \"" + method + "\"")
                .statusCode(400)
                .body("error", equalTo("invalid_client_metadata"))
                .body("errors[0].member", equalTo("token_endpoint_auth_method"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_uri", "logo_uri", "tos_uri", "policy_uri"})
    @DisplayName(
            "RFC7591-2-14, RFC7591-2-15, RFC7591-3.2.2-07, RFC7591-2.2-06, CIMD-8-04: pages and logo are http or https URLs, tagged or not")
    void refusesOtherPages(String member) {
        for (var uri :
                new String[] {
                    "javascript:alert(1)",
                    "/home",
                    "ftp://c.example/",
                    "data:image/svg+xml;base64,AAAA",
                    "file:///etc/passwd",
                    "https://u@c.example/",
                    "https://"
                }) {
            for (var name : new String[] {member, member + "#fr"}) {
                registerWith("\"" + name + "\": \"" + uri + "\"")
                        .statusCode(400)
                        .body("error", equalTo("invalid_client_metadata"))
                        .body("errors[0].member", equalTo(name));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\\"b", "a\\\\b", "caf\u00e9", " a", "a ", "a  b", "a\\tb"})
    @DisplayName(
            "RFC6749-3.3-01: scope tokens have their own characters, with one space between them")
    void refusesBadScopes(String scope) {
        registerWith("\"scope\": \"" + scope + "\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("RFC6749-3.3-01"));
    }

    @Test
    @DisplayName(
            "RFC7591-2-17, RFC7591-2-18: scope is one string, and absent if none was asked for")
    void keepsScope() {
        registerWith("\"scope\": \"read write\"")
                .statusCode(201)
                .body("scope", equalTo("read write"));
        registerWith("\"client_name\": \"x\"").statusCode(201).body("$", not(hasKey("scope")));
    }

    @Test
    @DisplayName(
            "CHOICE-28, RFC7591-2-19: contacts may be any way to reach somebody, but not nothing")
    void keepsContacts() {
        registerWith("\"contacts\": [\"ops@c.example\", \"https://c.example/support\"]")
                .statusCode(201)
                .body("contacts", contains("ops@c.example", "https://c.example/support"));
        registerWith("\"contacts\": [\"\"]")
                .statusCode(400)
                .body("errors[0].member", equalTo("contacts[0]"));
    }

    @Test
    @DisplayName("RFC7591-2-24: software_id and software_version are kept as they are")
    void keepsSoftware() {
        registerWith("\"software_id\": \"4NRB1-0XZ\", \"software_version\": \"2.10\"")
                .statusCode(201)
                .body("software_id", equalTo("4NRB1-0XZ"))
                .body("software_version", equalTo("2.10"));
    }

    @Test
    @DisplayName(
            "CHOICE-26: null and the empty string mean that the member was left out, in a registration as in an update")
    void treatsNullAndEmptyAsAbsent() {
        var client =
                registeredWith(
                        "\"client_uri\": \"\", \"logo_uri\": null, \"client_name#fr\": \"\", \"token_endpoint_auth_method\": null");
        client.get()
                .body("$", not(hasKey("client_uri")))
                .body("$", not(hasKey("logo_uri")))
                .body("$", not(hasKey("client_name#fr")))
                .body("token_endpoint_auth_method", equalTo("client_secret_basic"));
    }

    @Test
    @DisplayName("CHOICE-36: strings have up to 1,024 characters, arrays up to 100 items")
    void limitsSizes() {
        var longest = "\ud83d\ude80".repeat(1024);
        registerWith("\"client_name\": \"" + longest + "\"")
                .statusCode(201)
                .body("client_name", equalTo(longest));
        registerWith("\"client_name\": \"" + longest + "x\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("CHOICE-36"));
        registerWith("\"client_uri\": \"https://c.example/" + "a".repeat(2031) + "\"")
                .statusCode(400)
                .body("error", equalTo("invalid_client_metadata"))
                .body("errors[0].rule", equalTo("CHOICE-36"));
        registerWith("\"contacts\": [\"a\"" + ", \"b\"".repeat(100) + "]")
                .statusCode(400)
                .body("errors[0].rule", equalTo("CHOICE-36"));
    }

    @Test
    @DisplayName(
            "RFC7591-2.2-01, RFC7591-2.2-02, OIDCREG-2.1-01, RFC7591-2.2-05, RFC5646-2.1-01: language-tagged members are kept under their tag, alone too")
    void keepsTaggedMembers() {
        var client =
                registeredWith(
                        "\"client_name#en\": \"A\", \"client_name#zh-Hant-TW\": \"B\", \"tos_uri#de-CH-1996\": \"https://c.example/agb\"");
        client.get()
                .body("'client_name#en'", equalTo("A"))
                .body("'client_name#zh-Hant-TW'", equalTo("B"))
                .body("'tos_uri#de-CH-1996'", equalTo("https://c.example/agb"))
                .body("$", not(hasKey("client_name")));
    }

    @Test
    @DisplayName(
            "RFC5646-2.1-01, RFC7591-2.2-07: an ill-formed tag, or one on a member that nobody reads, makes the member unknown")
    void ignoresTagsWithoutMeaning() {
        registerWith(
                        """
                "client_name#123456789toolong": "x", "client_name#": "x", "client_name#fr_FR": "x",
                "redirect_uris#fr": ["https://evil.example/cb"], "scope#fr": "a", "contacts#fr": 1""")
                .statusCode(201)
                .body("redirect_uris", contains("https://client.example.org/cb"))
                .body("$", not(hasKey("redirect_uris#fr")))
                .body("$", not(hasKey("client_name#123456789toolong")))
                .body("$", not(hasKey("client_name#fr_FR")))
                .body("$", not(hasKey("client_name#")));
    }

    @Test
    @DisplayName(
            "CHOICE-25, RFC7591-2.2-03: tags that differ in case alone are refused; a tag comes back as it was spelled")
    void refusesTwoSpellingsOfATag() {
        registerWith("\"client_name#fr\": \"a\", \"client_name#FR\": \"b\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("CHOICE-25"));
        registerWith("\"client_name#FR\": \"b\"")
                .statusCode(201)
                .body("'client_name#FR'", equalTo("b"));
    }

    @Test
    @DisplayName(
            "RFC7591-2.2-04, OIDCREG-2.1-02, OIDCREG-6-01: text comes back code point by code point")
    void keepsText() {
        registerWith("\"client_name\": \"e\\u0301 \\ud83d\\ude80  <b>&\\u200f caf\u00e9 \"")
                .statusCode(201)
                .body("client_name", equalTo("e\u0301 \ud83d\ude80  <b>&\u200f caf\u00e9 "));
        Door.register("{\"redirect_\\u0075ris\": [\"https://c.example/cb\"]}").statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"keys\": {}}",
                "{\"keys\": [{}]}",
                "{\"keys\": [1]}",
                "{\"keys\": [{\"kty\": 1}]}",
                "\"{}\"",
                "{\"keys\": [{\"kty\": \"RSA\", \"e\": \"AQAB\"}]}"
            })
    @DisplayName("RFC7591-2-21: jwks is a JWK Set")
    void refusesOtherThanJwkSets(String jwks) {
        registerWith("\"jwks\": " + jwks)
                .statusCode(400)
                .body("error", equalTo("invalid_client_metadata"))
                .body("errors[0].rule", equalTo("RFC7591-2-21"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kty\": \"oct\", \"k\": \"GawgguFyGrWKav7AX4VKUg\"}",
                "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\", \"d\": \"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\"}",
                "{\"kty\": \"RSA\", \"n\": \"AQAB\", \"e\": \"AQAB\", \"p\": \"AQAB\"}",
                "{\"kty\": \"XYZ\", \"k\": \"x\"}",
                "{\"kty\": \"AKP\", \"alg\": \"ML-DSA-44\", \"pub\": \"AQAB\", \"priv\": \"nWGxne\"}"
            })
    @DisplayName(
            "OIDCREG-2-20, CIMD-4.1-03: private and symmetric keys are refused, and not repeated")
    void refusesPrivateKeys(String key) {
        registerWith("\"jwks\": {\"keys\": [" + key + "]}")
                .statusCode(400)
                .body("errors[0].rule", equalTo("OIDCREG-2-20"))
                .body("errors[0].member", equalTo("jwks.keys[0]"))
                .body("toString().contains('nWGxne')", equalTo(false));
    }

    @Test
    @DisplayName("RFC7591-2-20, OIDCREG-2-17: jwks_uri is an https URL")
    void refusesOtherJwksUris() {
        for (var uri : new String[] {"not a url", "http://c.example/jwks", "/jwks"}) {
            registerWith("\"jwks_uri\": \"" + uri + "\"")
                    .statusCode(400)
                    .body("errors[0].member", equalTo("jwks_uri"));
        }
    }

    @Test
    @DisplayName("CHOICE-29: jwks_uri is registered without a look at it")
    void doesNotFetchJwksUri() {
        registerWith("\"jwks_uri\": \"https://127.0.0.1:1/jwks\"").statusCode(201);
    }

    @Test
    @DisplayName("RFC7591-2-22: jwks and jwks_uri exclude each other")
    void refusesBothKeySources() {
        var both = "\"jwks\": {\"keys\": []}, \"jwks_uri\": \"https://c.example/jwks\"";
        registerWith(both).statusCode(400).body("errors.rule", hasItem("RFC7591-2-22"));
        registeredWith("\"client_name\": \"x\"")
                .put("\"redirect_uris\": [\"https://c.example/cb\"], " + both)
                .statusCode(400);
    }

    @Test
    @DisplayName(
            "OIDCCORE-9-01, OIDCREG-3.2-07, RFC7517-5-01: private_key_jwt needs a key of a known kind, and has no secret")
    void privateKeyJwtNeedsKeys() {
        var method = "\"token_endpoint_auth_method\": \"private_key_jwt\"";
        var key =
                "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
        registerWith(method).statusCode(400).body("errors[0].rule", equalTo("OIDCCORE-9-01"));
        registerWith(method + ", \"jwks\": {\"keys\": [{\"kty\": \"XYZ\"}]}").statusCode(400);
        registerWith(method + ", \"jwks\": {\"keys\": [{\"kty\": \"XYZ\"}, " + key + "]}")
                .statusCode(201)
                .body("$", not(hasKey("client_secret")));
        registerWith(method + ", \"jwks_uri\": \"https://c.example/jwks\"")
                .statusCode(201)
                .body("$", not(hasKey("client_secret")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'kty': 'RSA', 'n': 'AQAB', 'e': 'AQAB'}|RFC7518-3.3-01",
                "{'kty': 'RSA', 'n': '', 'e': 'AQAB'}|RFC7591-2-21",
                "{'kty': 'RSA', 'n': 'LARGE', 'e': 'AQ'}|RFC7591-2-21",
                "{'kty': 'RSA', 'n': '!!!', 'e': 'AQAB'}|RFC7591-2-21",
                "{'kty': 'OKP', 'crv': 'Ed25519', 'x': 'AQAB='}|RFC7591-2-21",
                "{'kty': 'OKP', 'crv': 'Ed25519', 'x': 'AQAB', 'kid': 5}|RFC7591-2-21",
                "{'kty': 'OKP', 'crv': 'Ed25519', 'x': '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', 'kid': 'a'}, {'kty': 'OKP', 'crv': 'X25519', 'x': '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', 'kid': 'a'}|RFC7517-4.5-01",
                "{'kty': 'OKP', 'crv': 'Ed25519', 'x': '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', 'use': 'sig'}, {'kty': 'OKP', 'crv': 'X25519', 'x': '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', 'use': 'enc'}, {'kty': 'OKP', 'crv': 'X25519', 'x': '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'}|OIDCREG-2-18"
            })
    @DisplayName(
            "RFC7518-3.3-01, RFC7517-4.5-01, OIDCREG-2-18, RFC7591-2-21: keys have their members, enough bits, a kid of their own and, where uses mix, a use")
    void refusesUnfitKeys(String keys, String rule) {
        registerWith(
                        "\"jwks\": {\"keys\": ["
                                + keys.replace('\'', '"').replace("LARGE", "v".repeat(342))
                                + "]}")
                .statusCode(400)
                .body("errors[0].rule", equalTo(rule));
    }

    @Test
    @DisplayName(
            "RFC7517-4.5-01: keys of different types may share a kid; OIDCCORE-9-01: a key to encrypt with does not prove who signs")
    void tellsKeysApart() {
        var rsa = TestKeys.json(TestKeys.RSA, "kid", "a");
        var okp = TestKeys.json(TestKeys.ED25519, "kid", "a");
        registerWith("\"jwks\": {\"keys\": [" + rsa + ", " + okp + "]}").statusCode(201);
        registerWith(
                        "\"token_endpoint_auth_method\": \"private_key_jwt\", \"jwks\": {\"keys\": ["
                                + TestKeys.json(TestKeys.ED25519, "use", "enc")
                                + "]}")
                .statusCode(400)
                .body("errors[0].rule", equalTo("OIDCCORE-9-01"));
    }

    @Test
    @DisplayName(
            "RFC7517-5-01, CHOICE-26: keys of unknown types are kept and held to no rules of others; null is no value in a key either")
    void leavesUnknownKeysAlone() {
        var rsa =
                TestKeys.json(TestKeys.RSA, "use", "%s")
                        .replaceFirst("\\{", "{\"kid\": null, \"d\": null, ");
        var unknown = "{\"kty\": \"FOO\", \"p\": \"x\"}";
        registerWith(
                        "\"jwks\": {\"keys\": ["
                                + rsa.formatted("sig")
                                + ", "
                                + rsa.formatted("enc")
                                + ", "
                                + unknown
                                + "]}")
                .statusCode(201);
        registerWith(
                        "\"token_endpoint_auth_method\": \"private_key_jwt\", \"jwks\": {\"keys\": [{\"kty\": \"AKP\", \"alg\": \"ML-DSA-44\", \"pub\": \""
                                + "A".repeat(1748)
                                + "AQ"
                                + "\"}]}")
                .statusCode(201);
    }
}
