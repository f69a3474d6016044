package org.clientregistrar.registration;

import static org.clientregistrar.admin.Tokens.bounded;
import static org.clientregistrar.registration.Door.json;
import static org.clientregistrar.registration.Door.register;
import static org.clientregistrar.registration.Door.registerWith;
import static org.clientregistrar.registration.Door.registered;
import static org.clientregistrar.registration.Door.withToken;
import static org.clientregistrar.registration.StatementIssuers.base64Url;
import static org.clientregistrar.registration.StatementIssuers.jwksFile;
import static org.clientregistrar.registration.StatementIssuers.publicJwk;
import static org.clientregistrar.registration.StatementIssuers.publicKey;
import static org.clientregistrar.registration.StatementIssuers.signature;
import static org.clientregistrar.registration.StatementIssuers.signed;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Software statements of issuers that this deployment trusts (RFC 7591 section 2.3). */
@RegistrarTest
@TestProfile(SoftwareStatementTest.Trusting.class)
class SoftwareStatementTest {

    private static final String ISSUERS = "registrar.software-statements.issuers.";

    public static class Trusting implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.ofEntries(
                    Map.entry("registrar.limits.string-length", "4096"),
                    Map.entry("registrar.software-statements.audiences", "urn:registrar"),
                    Map.entry(ISSUERS + "acme.issuer", "https://acme.example"),
                    Map.entry(
                            ISSUERS + "acme.jwks-file",
                            jwksFile("acme", "acme-rsa", "acme-ec", "acme-ps256", "acme-enc")),
                    Map.entry(ISSUERS + "bravo.issuer", "https://bravo.example"),
                    Map.entry(ISSUERS + "bravo.algorithms", "EdDSA,RS256"),
                    Map.entry(
                            ISSUERS + "bravo.jwks-file",
                            jwksFile("bravo", "bravo-rsa", "bravo-ed")),
                    Map.entry(ISSUERS + "narrow.issuer", "https://narrow.example"),
                    Map.entry(ISSUERS + "narrow.jwks-file", jwksFile("narrow", "narrow-nokid")),
                    Map.entry(ISSUERS + "narrow.required-claims", "org_id,software_roles"),
                    Map.entry(ISSUERS + "narrow.allowed-members", "client_name,software_id"),
                    Map.entry(ISSUERS + "narrow.software-ids", "app-1,app-2"),
                    Map.entry(ISSUERS + "narrow.max-age", "1h"),
                    Map.entry(ISSUERS + "twin.issuer", "https://twin.example"),
                    Map.entry(
                            ISSUERS + "twin.jwks-file",
                            jwksFile("twin", "twin-nokid1", "twin-nokid2")));
        }
    }

    private static final String RS256 = "{\"alg\": \"RS256\", \"kid\": \"rsa\"}";

    private static String claims(String claims) {
        return "{\"iss\": \"https://acme.example\"" + (claims.isEmpty() ? "" : ", " + claims) + "}";
    }

    /** A good statement with these claims, given as the inside of a JSON object. */
    private static String statement(String claims) {
        return signed("acme-rsa", RS256, claims(claims));
    }

    private static String narrow(String claims) {
        return signed(
                "narrow-nokid",
                "{\"alg\": \"RS256\"}",
                "{\"iss\": \"https://narrow.example\", " + claims + "}");
    }

    private static String member(String statement) {
        return "\"software_statement\": \"" + statement + "\"";
    }

    private static ValidatableResponse refused(String statement, String rule) {
        return registerWith(member(statement))
                .statusCode(400)
                .body("error", equalTo("invalid_software_statement"))
                .body("errors", hasSize(1))
                .body("errors[0].member", equalTo("software_statement"))
                .body("errors[0].rule", equalTo(rule));
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    @Test
    @DisplayName(
            "RFC7591-2-27, RFC7591-2.3-03, RFC7591-2.3-04, RFC7591-3.2.1-12: the claims of an RS256 statement win over the request's members, and are registered as top-level members")
    void claimsWin() {
        registerWith(
                        member(statement("\"client_name\": \"Good\", \"software_version\": \"2\""))
                                + ", \"client_name\": \"Evil\", \"software_id\": \"mine\"")
                .statusCode(201)
                .body("client_name", equalTo("Good"))
                .body("software_version", equalTo("2"))
                .body("software_id", equalTo("mine"));
    }

    @Test
    @DisplayName(
            "RFC7591-3.1.1-02: claims win for every member, also redirect_uris, jwks_uri, scope and tagged members")
    void claimsWinEverywhere() {
        var statement =
                statement(
                        """
                        "redirect_uris": ["https://a.example/cb"], "jwks_uri": "https://a.example/jwks",
                        "scope": "a", "client_name#fr": "Bon", "contacts": ["a@a.example"]""");
        registerWith(
                        member(statement)
                                + """
                                , "redirect_uris": ["https://b.example/cb"], "jwks_uri": "https://b.example/jwks",
                                "scope": "a b", "client_name#fr": "Mauvais", "contacts": ["b@b.example"]""")
                .statusCode(201)
                .body("redirect_uris", contains("https://a.example/cb"))
                .body("jwks_uri", equalTo("https://a.example/jwks"))
                .body("scope", equalTo("a"))
                .body("'client_name#fr'", equalTo("Bon"))
                .body("contacts", contains("a@a.example"));
    }

    @Test
    @DisplayName(
            "RFC7591-3.1.1-02: where a statement speaks of a parameter, the request adds nothing in another language")
    void addsNoOtherLanguage() {
        registerWith(
                        member(
                                        statement(
                                                "\"client_name\": \"Good\", \"tos_uri#de\": \"https://a.example/de\""))
                                + """
                                , "client_name#fr": "Bank", "client_name#FR-ca": "Bank", "tos_uri": "https://b.example/",
                                "logo_uri#fr": "https://b.example/logo\"""")
                .statusCode(201)
                .body("client_name", equalTo("Good"))
                .body("$", not(hasKey("client_name#fr")))
                .body("$", not(hasKey("client_name#FR-ca")))
                .body("$", not(hasKey("tos_uri")))
                .body("'tos_uri#de'", equalTo("https://a.example/de"))
                .body("'logo_uri#fr'", equalTo("https://b.example/logo"));
    }

    @Test
    @DisplayName(
            "CHOICE-38: claims of the JWT and of the registry are no metadata, null says nothing, unknown claims are ignored")
    void ignoresOtherClaims() {
        var statement =
                statement(
                        """
                        "sub": "x", "jti": "1", "client_id": "mine", "client_secret": "mine",
                        "registration_access_token": "mine", "client_id_issued_at": 1, "software_statement": "a.b.c",
                        "client_name": null, "policy_uri": "", "org_id": "org-1\"""");
        registerWith(member(statement) + ", \"client_name\": \"Own\"")
                .statusCode(201)
                .body("client_id", not("mine"))
                .body("client_secret", not("mine"))
                .body("client_id_issued_at", not(1))
                .body("software_statement", equalTo(statement))
                .body("client_name", equalTo("Own"))
                .body("$", not(hasKey("sub")))
                .body("$", not(hasKey("iss")))
                .body("$", not(hasKey("org_id")));
    }

    @Test
    @DisplayName(
            "RFC7591-3.2.1-11, RFC7591-2-27: the statement is returned as it was sent by POST, GET and PUT, and wins in PUT too")
    void returnsStatement() {
        var first = statement("\"client_name\": \"One\"");
        var client =
                registered(
                        "{" + member(first) + ", \"redirect_uris\": [\"https://c.example/cb\"]}");
        assertEquals(first, client.body().get("software_statement"));
        client.get().statusCode(200).body("software_statement", equalTo(first));
        var second =
                statement(
                        "\"client_name\": \"Two\", \"redirect_uris\": [\"https://d.example/cb\"]");
        client.put(
                        member(second)
                                + ", \"client_name\": \"Mine\", \"redirect_uris\": [\"https://c.example/cb\"]")
                .statusCode(200)
                .body("software_statement", equalTo(second))
                .body("client_name", equalTo("Two"))
                .body("redirect_uris", contains("https://d.example/cb"));
        client.put(member(second + "x")).statusCode(400);
        client.get()
                .body("software_statement", equalTo(second))
                .body("client_name", equalTo("Two"));
    }

    @Test
    @DisplayName("CHOICE-39: an update without the statement ends what it said")
    void updateEndsClaims() {
        var client =
                registered(
                        "{"
                                + member(
                                        statement(
                                                "\"client_name\": \"Good\", \"redirect_uris\": [\"https://a.example/cb\"]"))
                                + "}");
        client.put("\"redirect_uris\": [\"https://c.example/cb\"], \"software_statement\": null")
                .statusCode(200)
                .body("$", not(hasKey("software_statement")))
                .body("$", not(hasKey("client_name")))
                .body("redirect_uris", contains("https://c.example/cb"));
    }

    @Test
    @DisplayName("CHOICE-26: null and the empty string mean that there is no statement")
    void takesNothingForNone() {
        registerWith("\"software_statement\": null").statusCode(201);
        registerWith("\"software_statement\": \"\"")
                .statusCode(201)
                .body("$", not(hasKey("software_statement")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acme-ec|{\"alg\": \"ES256\", \"kid\": \"ec\"}|https://acme.example",
                "acme-ps256|{\"alg\": \"PS256\", \"kid\": \"ps256\"}|https://acme.example",
                "acme-ec|{\"alg\": \"ES256\"}|https://acme.example",
                "acme-rsa|{\"alg\": \"RS256\", \"kid\": \"rsa\", \"typ\": \"JWT\"}|https://acme.example",
                "acme-rsa|{\"alg\": \"RS256\", \"kid\": \"rsa\", \"typ\": \"application/JWT\"}|https://acme.example",
                "bravo-ed|{\"alg\": \"EdDSA\", \"kid\": \"ed\"}|https://bravo.example",
                "bravo-rsa|{\"alg\": \"RS256\", \"kid\": \"rsa\", \"typ\": \"jwt\", \"x\": 1}|https://bravo.example",
            })
    @DisplayName(
            "RFC7591-2.3-01, RFC8725-3.1-01: every allowed algorithm is good, with its own key")
    void takesAllowedAlgorithms(String key, String header, String issuer) {
        registerWith(member(signed(key, header, "{\"iss\": \"" + issuer + "\"}"))).statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"iss\": \"x\"}", "7", "true", "[\"a.b.c\"]"})
    @DisplayName("RFC7591-3.1.1-03: a statement is a string that holds the whole JWT")
    void refusesOtherTypes(String value) {
        registerWith("\"software_statement\": " + value)
                .statusCode(400)
                .body("error", equalTo("invalid_software_statement"))
                .body("errors[0].rule", equalTo("RFC7591-3.1.1-03"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "HS256", "rs256", "RSA1_5", "dir"})
    @DisplayName(
            "RFC7591-2.3-01, RFC8725-3.2-01: alg none in any spelling, MACs and encryption are refused")
    void refusesUnsigned(String alg) {
        var content =
                base64Url("{\"alg\": \"" + alg + "\", \"kid\": \"rsa\"}")
                        + "."
                        + base64Url(claims("\"client_name\": \"Evil\""));
        refused(content + ".", "RFC8725-3.2-01");
        refused(content + "." + base64Url(signature("acme-rsa", content)), "RFC8725-3.2-01");
    }

    @Test
    @DisplayName(
            "RFC8725-3.2-01, RFC7591-2.3-01: a header without alg, or with one that is no string, is refused")
    void refusesMissingAlg() {
        refused(signed("acme-rsa", "{\"kid\": \"rsa\"}", claims("")), "RFC8725-3.2-01");
        refused(signed("acme-rsa", "{\"alg\": null}", claims("")), "RFC8725-3.2-01");
        refused(signed("acme-rsa", "{\"alg\": [\"RS256\"]}", claims("")), "RFC8725-3.2-01");
    }

    @Test
    @DisplayName("RFC8725-3.1-01: a MAC keyed with the bytes of the public key is refused")
    void refusesMacWithPublicKey() throws Exception {
        var der = publicKey("acme-rsa").getEncoded();
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        var pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
        var content =
                base64Url("{\"alg\": \"HS256\", \"kid\": \"rsa\"}") + "." + base64Url(claims(""));
        for (var key :
                new byte[][] {
                    der,
                    pem.getBytes(StandardCharsets.US_ASCII),
                    pem.strip().getBytes(StandardCharsets.US_ASCII),
                    publicJwk("acme-rsa").getBytes(StandardCharsets.US_ASCII)
                }) {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            var tag = mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
            refused(content + "." + base64Url(tag), "RFC8725-3.2-01");
        }
    }

    @Test
    @DisplayName(
            "RFC8725-3.1-01: algorithms that are not on the issuer's list are refused, and so is a key's second algorithm")
    void refusesOtherAlgorithms() {
        refused(
                signed("acme-rsa", "{\"alg\": \"RS512\", \"kid\": \"rsa\"}", claims("")),
                "RFC8725-3.1-01");
        refused(
                signed(
                        "bravo-rsa",
                        "{\"alg\": \"PS256\", \"kid\": \"rsa\"}",
                        "{\"iss\": \"https://bravo.example\"}"),
                "RFC8725-3.1-01");
        refused(
                signed("acme-ps256", "{\"alg\": \"RS256\", \"kid\": \"ps256\"}", claims("")),
                "RFC8725-3.8-01");
        refused(
                signed("acme-rsa", "{\"alg\": \"PS256\", \"kid\": \"rsa\"}", claims("")),
                "RFC8725-3.8-01");
        refused(
                signed("acme-rsa", "{\"alg\": \"ES256\", \"kid\": \"rsa\"}", claims("")),
                "RFC8725-3.8-01");
        refused(
                signed("acme-enc", "{\"alg\": \"RS256\", \"kid\": \"enc\"}", claims("")),
                "RFC8725-3.8-01");
    }

    @Test
    @DisplayName(
            "RFC8725-3.8-01, CHOICE-37: the key must be the one of the statement's own issuer, whatever its kid")
    void refusesOtherIssuersKey() {
        refused(signed("bravo-rsa", RS256, claims("")), "RFC8725-3.3-01");
        refused(
                signed("acme-rsa", RS256, "{\"iss\": \"https://bravo.example\"}"),
                "RFC8725-3.3-01");
        refused(
                signed("acme-ec", "{\"alg\": \"EdDSA\", \"kid\": \"ec\"}", claims("")),
                "RFC8725-3.1-01");
        refused(
                signed(
                        "twin-nokid1",
                        "{\"alg\": \"RS256\"}",
                        "{\"iss\": \"https://twin.example\"}"),
                "RFC8725-3.8-01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other",
                "x' OR 1=1--",
                "../../../../etc/passwd",
                "file:///dev/null",
                "RSA",
                "",
                "https://evil.example/key"
            })
    @DisplayName("RFC8725-3.10-01: kid is a look-up key and nothing else")
    void refusesOtherKid(String kid) {
        refused(
                signed("acme-rsa", "{\"alg\": \"RS256\", \"kid\": \"" + kid + "\"}", claims("")),
                "RFC8725-3.8-01");
    }

    @Test
    @DisplayName("RFC8725-3.10-01: a kid is a string")
    void refusesOddKid() {
        for (var kid : new String[] {"null", "1", "[\"rsa\"]"}) {
            refused(
                    signed("acme-rsa", "{\"alg\": \"RS256\", \"kid\": " + kid + "}", claims("")),
                    "RFC8725-3.10-01");
        }
    }

    @Test
    @DisplayName(
            "RFC8725-3.10-01: a statement that says where to find its key, or brings it, is refused, and nothing is fetched")
    void followsNoHeader() throws Exception {
        var requests = new AtomicInteger();
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    requests.incrementAndGet();
                    var jwks =
                            ("{\"keys\": [" + publicJwk("mallory-rsa") + "]}")
                                    .getBytes(StandardCharsets.US_ASCII);
                    exchange.sendResponseHeaders(200, jwks.length);
                    exchange.getResponseBody().write(jwks);
                    exchange.close();
                });
        server.start();
        try {
            var url = "\"http://127.0.0.1:" + server.getAddress().getPort() + "/jwks\"";
            for (var header :
                    new String[] {
                        "\"jku\": " + url,
                        "\"x5u\": " + url,
                        "\"jwk\": " + publicJwk("mallory-rsa"),
                        "\"x5c\": [\"AAAA\"]"
                    }) {
                for (var kid : new String[] {"", "\"kid\": \"rsa\", "}) {
                    refused(
                            signed(
                                    "mallory-rsa",
                                    "{\"alg\": \"RS256\", " + kid + header + "}",
                                    claims("")),
                            "RFC8725-3.10-01");
                }
            }
        } finally {
            server.stop(0);
        }
        assertEquals(0, requests.get());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"crit\": [\"exp\"], \"exp\": 1",
                "\"crit\": []",
                "\"crit\": [\"b64\"], \"b64\": false",
                "\"crit\": [\"b64\"], \"b64\": true",
                "\"b64\": false",
                "\"crit\": [\"urn:x\"], \"urn:x\": true"
            })
    @DisplayName("RFC8725-3.10-01: headers that change how a statement is read are refused")
    void refusesCriticalHeaders(String header) {
        refused(
                signed(
                        "acme-rsa",
                        "{\"alg\": \"RS256\", \"kid\": \"rsa\", " + header + "}",
                        claims("")),
                "RFC8725-3.10-01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"at+jwt\"",
                "\"application/at+jwt\"",
                "\"dpop+jwt\"",
                "\"logout+jwt\"",
                "\"oauth-authz-req+jwt\"",
                "\"JOSE\"",
                "\"\"",
                "null",
                "1"
            })
    @DisplayName("RFC8725-3.11-01: another kind of JWT of a trusted issuer is no statement")
    void refusesOtherJwts(String typ) {
        refused(
                signed(
                        "acme-rsa",
                        "{\"alg\": \"RS256\", \"kid\": \"rsa\", \"typ\": " + typ + "}",
                        claims("")),
                "RFC8725-3.11-01");
    }

    @Test
    @DisplayName("RFC8725-3.3-01, RFC7591-3.2.2-08: one flipped bit anywhere is refused")
    void refusesFlippedBits() {
        var statement = statement("\"client_name\": \"Good\"");
        for (int i = 0; i < statement.length(); i += 3) {
            var flipped = new StringBuilder(statement);
            flipped.setCharAt(i, statement.charAt(i) == 'A' ? 'B' : 'A');
            if (statement.charAt(i) != '.' && !flipped.toString().equals(statement)) {
                registerWith(member(flipped.toString()))
                        .statusCode(400)
                        .body("errors[0].member", equalTo("software_statement"));
            }
        }
        var parts = statement.split("\\.");
        var payload = base64Url(claims("\"client_name\": \"Gooe\""));
        refused(parts[0] + "." + payload + "." + parts[2], "RFC8725-3.3-01");
        var header = base64Url("{\"alg\": \"RS256\", \"kid\": \"rsa\" }");
        refused(header + "." + parts[1] + "." + parts[2], "RFC8725-3.3-01");
        refused(parts[0] + "." + parts[1] + ".", "RFC8725-3.3-01");
        refused(parts[0] + "." + parts[1] + "." + base64Url(new byte[256]), "RFC8725-3.3-01");
    }

    @Test
    @DisplayName("RFC8725-3.3-01: an ECDSA signature of zeros, or in another form, is refused")
    void refusesOddEcdsaSignatures() {
        var content =
                base64Url("{\"alg\": \"ES256\", \"kid\": \"ec\"}") + "." + base64Url(claims(""));
        refused(content + "." + base64Url(new byte[64]), "RFC8725-3.3-01");
        refused(content + "." + base64Url(new byte[63]), "RFC8725-3.3-01");
        refused(content + "." + base64Url(new byte[] {48, 6, 2, 1, 0, 2, 1, 0}), "RFC8725-3.3-01");
        refused(content + ".", "RFC8725-3.3-01");
    }

    @Test
    @DisplayName("RFC7591-3.2.2-08: what is no compact JWS of two JSON objects is refused")
    void refusesMalformed() {
        var good = statement("");
        var parts = good.split("\\.");
        for (var statement :
                new String[] {
                    "x",
                    "..",
                    "a.b.c",
                    parts[0] + "." + parts[1],
                    good + ".",
                    good + "." + parts[2],
                    good + "." + parts[2] + "." + parts[2],
                    " " + good,
                    good + " ",
                    good + "\\n",
                    parts[0] + "\\n." + parts[1] + "." + parts[2],
                    good + "=",
                    good + "==",
                    parts[0] + "=." + parts[1] + "." + parts[2],
                    good.replace(parts[2], "+/" + parts[2].substring(2)),
                    "." + parts[1] + "." + parts[2],
                    parts[0] + ".." + parts[2]
                }) {
            registerWith(member(statement))
                    .statusCode(400)
                    .body("error", equalTo("invalid_software_statement"))
                    .body("errors", hasSize(1));
        }
    }

    @Test
    @DisplayName("RFC8259-4-01, RFC7591-3.2.2-08: header and claims are read strictly")
    void readsStrictly() {
        refused(
                signed("acme-rsa", RS256, "{\"iss\": \"x\", \"iss\": \"https://acme.example\"}"),
                "RFC8259-4-01");
        refused(
                signed(
                        "acme-rsa",
                        "{\"alg\": \"none\", \"alg\": \"RS256\", \"kid\": \"rsa\"}",
                        claims("")),
                "RFC8259-4-01");
        refused(signed("acme-rsa", RS256, "[]"), "RFC7591-3.1-04");
        refused(signed("acme-rsa", RS256, "\"https://acme.example\""), "RFC7591-3.1-04");
        refused(signed("acme-rsa", RS256, claims("") + claims("")), "RFC7591-3.1-04");
        refused(signed("acme-rsa", RS256, "{\"iss\": 'x'}"), "CHOICE-17");
        refused(signed("acme-rsa", RS256, ""), "RFC7591-3.1-04");
    }

    @Test
    @DisplayName("RFC7591-2.3-02: a statement without an issuer is refused")
    void refusesMissingIssuer() {
        refused(signed("acme-rsa", RS256, "{\"client_name\": \"x\"}"), "RFC7591-2.3-02");
        refused(signed("acme-rsa", RS256, "{\"iss\": null}"), "RFC7591-2.3-02");
        refused(
                signed("acme-rsa", RS256, "{\"iss\": [\"https://acme.example\"]}"),
                "RFC7591-2.3-02");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.example",
                "https://acme.example/",
                "HTTPS://acme.example",
                "acme"
            })
    @DisplayName(
            "CHOICE-37, RFC7591-5-13, RFC7591-3.2.2-09: a statement of an issuer that is not trusted is not approved, and nothing of it applies")
    void refusesUnknownIssuer(String issuer) {
        registerWith(
                        member(
                                signed(
                                        "acme-rsa",
                                        RS256,
                                        "{\"iss\": \"" + issuer + "\", \"client_name\": \"x\"}")))
                .statusCode(400)
                .body("error", equalTo("unapproved_software_statement"))
                .body("errors[0].member", equalTo("software_statement"))
                .body("errors[0].rule", equalTo("CHOICE-37"));
    }

    @Test
    @DisplayName(
            "RFC7523-3-02, RFC7591-3.2.2-08: exp, nbf and iat are checked, within the skew of clocks")
    void checksDates() {
        refused(statement("\"exp\": " + (now() - 3600)), "RFC7523-3-02");
        refused(statement("\"exp\": " + (now() - 61)), "RFC7523-3-02");
        refused(statement("\"exp\": 0"), "RFC7523-3-02");
        refused(statement("\"exp\": -1e50"), "RFC7523-3-02");
        refused(statement("\"nbf\": " + (now() + 3600)), "RFC7523-3-02");
        refused(statement("\"nbf\": 1e50"), "RFC7523-3-02");
        refused(statement("\"iat\": " + (now() + 3600)), "RFC7523-3-02");
        registerWith(member(statement("\"exp\": " + (now() - 30)))).statusCode(201);
        registerWith(member(statement("\"nbf\": " + (now() + 30)))).statusCode(201);
        registerWith(member(statement("\"iat\": %d.5, \"nbf\": 0, \"exp\": 1e20".formatted(now()))))
                .statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"4102444800\"", "null", "true", "{}", "[4102444800]", "\"\""})
    @DisplayName("RFC7523-3-02: dates are numbers")
    void refusesOddDates(String value) {
        for (var claim : new String[] {"exp", "nbf", "iat"}) {
            refused(statement("\"" + claim + "\": " + value), "RFC7523-3-02");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"https://other.example\"",
                "[\"https://other.example\"]",
                "[]",
                "null",
                "7",
                "{\"a\": \"https://registrar.example\"}",
                "[\"https://registrar.example\", 7]",
                "\"https://registrar.example.evil.example\""
            })
    @DisplayName("RFC8725-3.9-01: a statement for somebody else is refused")
    void refusesOtherAudience(String aud) {
        refused(statement("\"aud\": " + aud), "RFC8725-3.9-01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"https://registrar.example\"",
                "\"https://registrar.example/register\"",
                "[\"https://other.example\", \"urn:registrar\"]"
            })
    @DisplayName("RFC8725-3.9-01: a statement for this registry says one of its names")
    void takesOwnAudience(String aud) {
        registerWith(member(statement("\"aud\": " + aud))).statusCode(201);
    }

    @Test
    @DisplayName("CHOICE-37, RFC7591-3.2.2-08: what an issuer's statements must say can be set")
    void checksRequiredClaims() {
        var rest = "\"software_id\": \"app-1\", \"iat\": " + now();
        refused(narrow("\"org_id\": \"1\", " + rest), "CHOICE-37")
                .body(
                        "error_description",
                        equalTo("software_statement: must have the claim software_roles"));
        refused(narrow("\"org_id\": null, \"software_roles\": [], " + rest), "CHOICE-37");
        var claims = "\"org_id\": \"1\", \"software_roles\": [], \"software_id\": \"app-2\"";
        refused(narrow(claims), "CHOICE-37");
        refused(narrow(claims + ", \"iat\": " + (now() - 3700)), "CHOICE-37");
        registerWith(member(narrow(claims + ", \"iat\": " + (now() - 3500))))
                .statusCode(201)
                .body("software_id", equalTo("app-2"));
    }

    @Test
    @DisplayName("RFC7591-3.2.2-09: software that is not on the issuer's list is not approved")
    void refusesOtherSoftware() {
        for (var softwareId :
                new String[] {"", "\"software_id\": \"app-3\", ", "\"software_id\": null, "}) {
            registerWith(
                            member(
                                            narrow(
                                                    softwareId
                                                            + "\"org_id\": \"1\", \"software_roles\": [], \"iat\": "
                                                            + now()))
                                    + ", \"software_id\": \"app-1\"")
                    .statusCode(400)
                    .body("error", equalTo("unapproved_software_statement"))
                    .body("errors[0].rule", equalTo("RFC7591-3.2.2-09"));
        }
    }

    @Test
    @DisplayName("CHOICE-38: an issuer may be held to some members, in all languages")
    void keepsToAllowedMembers() {
        registerWith(
                        member(
                                        narrow(
                                                """
                                                "org_id": "1", "software_roles": ["x"], "software_id": "app-1", "iat": %d,
                                                "client_name": "Good", "client_name#fr": "Bon", "scope": "all",
                                                "redirect_uris": ["https://a.example/cb"]"""
                                                        .formatted(now())))
                                + ", \"scope\": \"some\", \"client_name#de\": \"Gut\"")
                .statusCode(201)
                .body("client_name", equalTo("Good"))
                .body("'client_name#fr'", equalTo("Bon"))
                .body("'client_name#de'", nullValue())
                .body("scope", equalTo("some"))
                .body("redirect_uris", contains("https://client.example.org/cb"));
    }

    @Test
    @DisplayName(
            "RFC7591-3.2.2-08: all faults of a statement are told at once, and those of other values beside them")
    void tellsAllFaults() {
        var statement =
                statement("\"exp\": 1, \"aud\": \"https://other.example\", \"client_name\": \"x\"");
        registerWith(member(statement) + ", \"client_uri\": \"nowhere\"")
                .statusCode(400)
                .body("error", equalTo("invalid_software_statement"))
                .body(
                        "errors.member",
                        contains("software_statement", "software_statement", "client_uri"))
                .body("errors.rule[0,1]", contains("RFC7523-3-02", "RFC8725-3.9-01"));
        registerWith(member(statement) + ", \"redirect_uris\": [\"https://c.example/#x\"]")
                .statusCode(400)
                .body("error", equalTo("invalid_redirect_uri"))
                .body("errors", hasSize(3));
    }

    @Test
    @DisplayName(
            "RFC7591-5-13: faults that only follow from a refused statement are not told, such as what it would have set")
    void tellsNoConsequences() {
        register(
                        "{"
                                + member(
                                        statement(
                                                "\"exp\": 1, \"redirect_uris\": [\"https://a.example/cb\"]"))
                                + "}")
                .statusCode(400)
                .body("error", equalTo("invalid_software_statement"))
                .body("errors", hasSize(1));
    }

    @Test
    @DisplayName("RFC7591-3.1.1-02: claims are held to the same rules as the request's members")
    void checksClaimsAsMetadata() {
        registerWith(member(statement("\"redirect_uris\": [\"https://a.example/cb#x\"]")))
                .statusCode(400)
                .body("error", equalTo("invalid_redirect_uri"))
                .body("errors[0].member", equalTo("redirect_uris[0]"))
                .body(
                        "errors[0].detail",
                        equalTo(
                                "must not have a fragment, not even an empty one (this is the software statement's value)"));
        registerWith(member(statement("\"client_name\": 7")))
                .statusCode(400)
                .body("error", equalTo("invalid_client_metadata"));
        registerWith(member(statement("\"grant_types\": [\"password\"]"))).statusCode(400);
    }

    @Test
    @DisplayName("RFC7591-2.3-05: a statement is no client_id")
    void isNoClientId() {
        var statement = statement("");
        var client =
                registered(
                        "{"
                                + member(statement)
                                + ", \"redirect_uris\": [\"https://c.example/cb\"]}");
        json().header("Authorization", "Bearer " + client.token())
                .get("/register/" + statement)
                .then()
                .statusCode(401);
    }

    @Test
    @DisplayName(
            "RFC7591-5-14: statement, initial access token and request count together: a token for one software takes no statement of another")
    void holdsStatementToToken() {
        var token =
                bounded(
                        "\"software_ids\": [\"app-a\"], \"forced_members\": {\"client_name\": \"Token\"}");
        for (var own : new String[] {"", ", \"software_id\": \"app-a\""}) {
            withToken(
                            token.value(),
                            "{" + member(statement("\"software_id\": \"app-b\"")) + own + "}")
                    .statusCode(400)
                    .body("errors.rule", hasItem("RFC7591-5-14"))
                    .body("errors.member", hasItem("software_id"));
        }
        withToken(
                        token.value(),
                        "{\"redirect_uris\": [\"https://client.example.org/cb\"], \"software_id\": \"app-b\", "
                                + member(
                                        statement(
                                                "\"software_id\": \"app-a\", \"client_name#fr\": \"Statement\""))
                                + "}")
                .statusCode(201)
                .body("software_id", equalTo("app-a"))
                .body("client_name", equalTo("Token"))
                .body("$", not(hasKey("client_name#fr")));
    }

    @Test
    @DisplayName("A default of an initial access token gives way to the claims of a statement")
    void claimsWinOverDefaults() {
        var token =
                bounded(
                        "\"default_members\": {\"client_name\": \"Token\", \"software_version\": \"1\"}");
        withToken(
                        token.value(),
                        "{\"redirect_uris\": [\"https://client.example.org/cb\"], "
                                + member(statement("\"client_name\": \"Statement\""))
                                + "}")
                .statusCode(201)
                .body("client_name", equalTo("Statement"))
                .body("software_version", equalTo("1"));
    }
}
