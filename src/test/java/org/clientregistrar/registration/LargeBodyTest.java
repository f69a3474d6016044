package org.clientregistrar.registration;

import static org.clientregistrar.registration.StatementIssuers.jwksFile;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Named.named;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.TestCertificates;
import org.clientregistrar.TestKeys;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bodies as large as a deployment can allow, made to be slow to read. Work that grows with the
 * square of a million takes minutes, these take a second at most, and the ceiling is far from both.
 */
@RegistrarTest
@TestProfile(LargeBodyTest.Large.class)
class LargeBodyTest {

    private static final int SIZE = 1_048_576;
    private static final Duration CEILING = Duration.ofSeconds(20);
    private static final String URIS = "\"redirect_uris\": [\"https://client.example.org/cb\"]";

    private final Wire wire = new Wire();

    public static class Large implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "registrar.limits.body-size", Integer.toString(SIZE),
                    "registrar.limits.array-items", "1000000",
                    "registrar.limits.string-length", "1000000",
                    "registrar.limits.uri-length", "8192",
                    "registrar.metadata.unregistered", "jarm,ciba,choices,display-name",
                    "registrar.metadata.extensions", "x_any:any:999999",
                    "registrar.software-statements.issuers.acme.issuer", "https://acme.example",
                    "registrar.software-statements.issuers.acme.jwks-file",
                            jwksFile("large", "acme-ec"));
        }
    }

    static Stream<Named<String>> bodies() {
        return Stream.of(texts(), arrays(), members(), keys(), shapes()).flatMap(all -> all);
    }

    private static Stream<Named<String>> texts() {
        return Stream.of(
                member("client_name", "", "\ud83d\ude80", ""),
                member("client_name", "", "\\ud83d\\ude80", ""),
                member("client_name", "", "\\u0041", ""),
                member("client_name#x-a", "", "a", ""),
                member("scope", "a", " a", ""),
                member("scope", "a", "  a", ""),
                member("client_uri", "https://", "a.", "a"),
                member("logo_uri", "https://a/", "%", ""),
                member("tls_client_auth_san_dns", "a", ".a", "-"),
                member("tls_client_auth_san_dns", "a", "-", "a"),
                member("tls_client_auth_san_email", "a", "@", "a.example"),
                member("tls_client_auth_san_email", "a", ".a", "@a.example"),
                member("tls_client_auth_san_ip", "::", "1:", ""),
                member("tls_client_auth_subject_dn", "A=", ",A=", "a"),
                member("tls_client_auth_subject_dn", "A=", "\\\\,", "a"),
                member("tls_client_auth_subject_dn", "A=#", "41", ""),
                member("software_statement", "", "a", ""),
                member("software_statement", "", ".", ""),
                member("software_statement", "e30.e30.", "A", ""));
    }

    private static Named<String> member(String name, String start, String repeated, String end) {
        return named(
                name + ": " + start + repeated + "..." + end,
                object(
                        "\""
                                + name
                                + "\": \""
                                + start
                                + fill(i -> repeated, "", 900_000)
                                + end
                                + "\""));
    }

    private static Stream<Named<String>> arrays() {
        return Stream.of(
                array("redirect_uris", i -> "a:b"),
                array("redirect_uris", i -> "a:".repeat(4000) + i),
                array("redirect_uris", i -> "https://a/" + i),
                array("redirect_uris", i -> "https://" + "a.".repeat(4000) + i),
                array("redirect_uris", i -> "a." + "b.".repeat(4000) + "c:/" + i),
                array("redirect_uris", i -> "https://[" + ":".repeat(4000) + i),
                array("redirect_uris", i -> "https://" + "@".repeat(4000) + i),
                array("request_uris", i -> "https://a/" + i),
                array("post_logout_redirect_uris", i -> "https://a/" + i),
                array("contacts", i -> "a"),
                array("contacts", LargeBodyTest::colliding),
                array("grant_types", i -> "a"),
                array("grant_types", i -> i == 0 ? "authorization_code" : "a" + i),
                array("response_types", i -> "code"),
                array("response_types", i -> "code " + i),
                array("keywords", i -> ""),
                array("response_modes", i -> "a" + i),
                array("authorization_details_types", i -> "a" + i),
                array("id_token_encryption_alg_values_supported", i -> "RSA-OAEP"),
                array("id_token_signing_alg_values_supported", i -> "a" + i),
                array("token_endpoint_auth_methods_supported", i -> "private_key_jwt"));
    }

    private static Named<String> array(String name, IntFunction<String> item) {
        return named(
                name + ": " + abridged(item.apply(7)) + "...",
                object(
                        "\""
                                + name
                                + "\": ["
                                + fill(i -> "\"" + item.apply(i) + "\"", ",", 1_040_000)
                                + "]"));
    }

    private static Stream<Named<String>> members() {
        return Stream.of(
                many("unknown members", i -> "\"" + Integer.toString(i, 36) + "\":0"),
                many("members with colliding names", i -> "\"" + colliding(i) + "\":0"),
                many("tags", i -> "\"client_name#x-" + i + "\":\"\u00e9\""),
                many("tags with faults", i -> "\"client_uri#x-" + i + "\":1"),
                many("tags in many cases", i -> "\"client_name#x-" + cases(i) + "\":\"a\""),
                many(
                        "tags that are none",
                        i -> "\"client_name#" + "-".repeat(90) + i + "\":\"a\""));
    }

    private static Named<String> many(String name, IntFunction<String> member) {
        return named(name, object(fill(member, ",", 1_040_000)));
    }

    private static Stream<Named<String>> keys() {
        var rsa = TestKeys.json(TestKeys.RSA).replace("}", ",\"kid\":\"");
        var ec = TestKeys.json(TestKeys.P256).replace("}", ",\"kid\":\"");
        var certificate = "\"" + TestCertificates.selfSigned(TestKeys.P256) + "\"";
        return Stream.of(
                jwks("RSA keys", i -> rsa + i + "\"}"),
                jwks("EC keys", i -> ec + i + "\"}"),
                jwks("unknown keys", i -> "{\"kty\":\"x" + Integer.toString(i, 36) + "\"}"),
                jwks(
                        "keys with colliding kids",
                        i -> "{\"kty\":\"x\",\"kid\":\"" + colliding(i) + "\"}"),
                jwks("faulty keys", i -> "1"),
                key(
                        "a long modulus",
                        "\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"" + "q".repeat(1_000_000) + "\""),
                key(
                        "a long exponent",
                        "\"kty\":\"RSA\",\"n\":\""
                                + "q".repeat(342)
                                + "\",\"e\":\""
                                + "q".repeat(1_000_000)
                                + "\""),
                key(
                        "a long coordinate",
                        "\"kty\":\"EC\",\"crv\":\"P-256\",\"y\":\"AA\",\"x\":\""
                                + "q".repeat(1_000_000)
                                + "\""),
                key(
                        "a long kid",
                        ec.substring(1, ec.length() - 1) + "\"" + "q".repeat(1_000_000) + "\""),
                key(
                        "many operations",
                        "\"kty\":\"x\",\"key_ops\":[" + fill(i -> "\"a\"", ",", 1_000_000) + "]"),
                key(
                        "many certificates",
                        "\"kty\":\"x\",\"x5c\":[" + fill(i -> certificate, ",", 1_000_000) + "]"),
                key(
                        "a long certificate",
                        "\"kty\":\"x\",\"x5c\":[\"" + "MIMP".repeat(250_000) + "\"]"),
                named(
                        "keys and algorithms to choose from",
                        object(
                                "\"jwks\":{\"keys\":["
                                        + fill(i -> "{\"kty\":\"a\"}", ",", 500_000)
                                        + "]}",
                                "\"id_token_encryption_alg_values_supported\":["
                                        + fill(i -> "\"RSA-OAEP\"", ",", 500_000)
                                        + "]")));
    }

    private static Named<String> jwks(String name, IntFunction<String> key) {
        return named(name, object("\"jwks\":{\"keys\":[" + fill(key, ",", 1_040_000) + "]}"));
    }

    private static Named<String> key(String name, String members) {
        return named(name, object("\"jwks\":{\"keys\":[{" + members + "}]}"));
    }

    private static Stream<Named<String>> shapes() {
        return Stream.of(
                named("arrays in arrays", "[".repeat(SIZE)),
                named("objects in objects", fill(i -> "{\"a\":", "", SIZE)),
                named("a long number", object("\"x\": " + "1".repeat(1_000_000))),
                named("a long fraction", object("\"x\": 0." + "1".repeat(1_000_000))),
                named("a long exponent", object("\"x\": 1e" + "1".repeat(1_000_000))),
                named("a long name", object("\"" + "a".repeat(1_000_000) + "\": 1")),
                named(
                        "many numbers",
                        object("\"x_any\": [" + fill(i -> "1e63", ",", 990_000) + "]")),
                named(
                        "many small numbers",
                        object("\"x_any\": [" + fill(i -> "1", ",", 990_000) + "]")),
                named("many arrays", object("\"x_any\": [" + fill(i -> "[]", ",", 990_000) + "]")),
                named("white space", object("") + " ".repeat(1_000_000)),
                named("bytes", "\u0080".repeat(SIZE / 2)));
    }

    private static String object(String... members) {
        return Stream.concat(
                        Stream.of(members).filter(member -> !member.isEmpty()),
                        Stream.of(members[0].startsWith("\"redirect_uris\"") ? "\"x\":0" : URIS))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** As many parts as so many bytes take. */
    private static String fill(IntFunction<String> part, String separator, int bytes) {
        var text = new StringBuilder(part.apply(0));
        int taken = bytes(part.apply(0));
        for (int i = 1; ; i++) {
            var next = separator + part.apply(i);
            taken += bytes(next);
            if (taken > bytes) {
                return text.toString();
            }
            text.append(next);
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Distinct texts of one hash code. */
    private static String colliding(int number) {
        return IntStream.range(0, 17)
                .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }

    /** The bits of a number as small and capital letters. */
    private static String cases(int number) {
        return IntStream.range(0, 20)
                .mapToObj(bit -> ((number >> bit & 1) == 0 ? "a" : "A") + (bit % 7 == 6 ? "-" : ""))
                .collect(Collectors.joining());
    }

    private static String abridged(String text) {
        return text.length() > 20 ? text.substring(0, 20) : text;
    }

    @ParameterizedTest
    @MethodSource("bodies")
    @DisplayName("CHOICE-36: a body at the size limit is answered, however it is made")
    void answersInTime(String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        assertTrue(bytes.length <= SIZE, "the body itself is too large");
        var reply = assertTimeout(CEILING, () -> wire.register(bytes));
        assertTrue(
                reply.status() == 201 || reply.status() == 400,
                () -> reply.status() + " " + abridged(reply.text()));
    }
}
