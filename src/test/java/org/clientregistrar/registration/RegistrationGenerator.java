package org.clientregistrar.registration;

import static org.clientregistrar.TestKeys.ED25519;
import static org.clientregistrar.TestKeys.P256;
import static org.clientregistrar.TestKeys.P384;
import static org.clientregistrar.TestKeys.RSA;
import static org.clientregistrar.TestKeys.X25519;
import static org.clientregistrar.TestKeys.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.clientregistrar.TestCertificates;
import org.clientregistrar.metadata.Catalogue;
import org.clientregistrar.metadata.Extension;
import org.clientregistrar.metadata.JoseAlgorithm;
import org.clientregistrar.metadata.Parameter;
import org.clientregistrar.metadata.ValueType;

/**
 * Makes registrations of the catalogue's parameters, most of which are sound: values of each type,
 * with the relations between them in mind. The same seed makes the same ones, but for the keys.
 */
final class RegistrationGenerator {

    /** In many values, so that an error response which repeats one is found. */
    static final String MARKER = "VALUE-MARKER-7f3";

    static final String EXTENSIONS =
            "x_string:string:64,x_strings:strings,x_flag:boolean,x_number:number,x_object:object,x_any:any:64";

    static final List<String> WEB_URIS =
            List.of(
                    "https://client.example.org/cb",
                    "https://client.example.org/cb?x=%20&m=" + MARKER,
                    "https://client.example.org:8443/" + MARKER,
                    "HTTPS://Other.example.org/~a/b;c=d",
                    "https://[2001:db8::1]/cb");
    static final List<String> NATIVE_URIS =
            List.of(
                    "com.example.app:/" + MARKER,
                    "http://127.0.0.1/cb",
                    "http://[::1]:8080/",
                    "http://localhost/cb",
                    "cursor://app/cb",
                    "https://app.example.org/cb");

    private static final String CIBA = "urn:openid:params:grant-type:ciba";
    private static final List<String> SUBJECTS =
            List.of(
                    "tls_client_auth_subject_dn",
                    "tls_client_auth_san_dns",
                    "tls_client_auth_san_uri",
                    "tls_client_auth_san_ip",
                    "tls_client_auth_san_email");

    /** What is settled before the other parameters, since much hangs on it. */
    private static final Set<String> SETTLED =
            Set.of(
                    "redirect_uris",
                    "token_endpoint_auth_method",
                    "grant_types",
                    "response_types",
                    "application_type",
                    "jwks",
                    "jwks_uri",
                    "backchannel_token_delivery_mode");

    /** Algorithms that none of the keys here serves. */
    private static final Set<String> UNSERVED =
            Set.of("ES512", "Ed448", "ES256K", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87");

    private static final List<String> TAGS =
            List.of(
                    "fr",
                    "de-CH-1996",
                    "ja-Hani-JP",
                    "EN",
                    "x-Private",
                    "sr-Latn-RS-u-co-standard");

    /** All that a client may send. */
    static final List<Parameter<?>> PARAMETERS =
            Stream.<Parameter<?>>concat(
                            Catalogue.all().stream()
                                    .filter(
                                            parameter ->
                                                    parameter.source() == Parameter.Source.CLIENT),
                            Stream.of(EXTENSIONS.split(",")).map(Extension::parse))
                    .toList();

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Random random;
    private final String sectorUri;
    private final String statement;

    /**
     * Of a seed.
     *
     * @param sectorUri where a document lists all redirect URIs above
     * @param statement a software statement that is good
     */
    RegistrationGenerator(Random random, String sectorUri, String statement) {
        this.random = random;
        this.sectorUri = sectorUri;
        this.statement = statement;
    }

    ObjectNode next() {
        var request = JSON.objectNode();
        settleKeys(request);
        settleMethod(request);
        settleFlow(request);
        settleUris(request);
        var oneIn = 3 + random.nextInt(20);
        PARAMETERS.stream()
                .filter(parameter -> !SETTLED.contains(parameter.name()))
                .filter(parameter -> !SUBJECTS.contains(parameter.name()))
                .filter(parameter -> random.nextInt(oneIn) == 0)
                .forEach(parameter -> add(request, parameter));
        return request;
    }

    private void settleKeys(ObjectNode request) {
        switch (random.nextInt(3)) {
            case 0 -> request.put("jwks_uri", "https://client.example.org/jwks?" + MARKER);
            case 1 -> request.set("jwks", jwks());
            default -> {} // none
        }
    }

    private JsonNode jwks() {
        try {
            return MAPPER.readTree(
                    "{\"keys\": [%s], \"x\": [1.50, 1e20]}"
                            .formatted(
                                    String.join(
                                            ",",
                                            json(RSA, "kid", "1" + MARKER),
                                            json(P256, "kid", "2"),
                                            json(P384, "kid", "3"),
                                            json(ED25519, "kid", "4"),
                                            json(X25519, "kid", "5"),
                                            "{\"kty\": \"EC\", \"crv\": \"new\", \"x\": \"AA\", \"y\": \"AA\"}",
                                            withCertificate(json(P256, "kid", "6")))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String withCertificate(String key) {
        return key.replaceFirst(
                "\\{", "{\"x5c\": [\"" + TestCertificates.selfSigned(P256) + "\"], ");
    }

    private void settleMethod(ObjectNode request) {
        var method = pick(known("token_endpoint_auth_method"));
        var hasKeys = request.has("jwks") || request.has("jwks_uri");
        if (Set.of("private_key_jwt", "self_signed_tls_client_auth").contains(method) && !hasKeys) {
            return;
        }
        if (method.equals("tls_client_auth")) {
            var subject = pick(SUBJECTS);
            request.set(subject, text(subject));
        }
        request.put("token_endpoint_auth_method", method);
    }

    private void settleFlow(ObjectNode request) {
        switch (random.nextInt(4)) {
            case 0 -> {
                var grants = some(known("grant_types"));
                request.set("grant_types", strings(grants));
                if (grants.contains(CIBA)) {
                    request.put("backchannel_token_delivery_mode", pick(List.of("poll", "ping")));
                    request.put(
                            "backchannel_client_notification_endpoint",
                            "https://client.example.org/n");
                }
            }
            case 1 -> request.set("response_types", strings(some(known("response_types"))));
            case 2 -> {
                request.set("grant_types", strings(List.of("authorization_code", "implicit")));
                request.set("response_types", strings(List.of("code", "token id_token")));
            }
            default -> {} // neither
        }
    }

    private void settleUris(ObjectNode request) {
        var isNative = random.nextInt(4) == 0;
        request.set("redirect_uris", strings(some(isNative ? NATIVE_URIS : WEB_URIS)));
        if (random.nextBoolean()) {
            request.put("application_type", isNative ? "native" : "web");
        }
    }

    private void add(ObjectNode request, Parameter<?> parameter) {
        if (parameter.onlyWith().isPresent()) {
            var other = parameter.onlyWith().get().other();
            if (!request.has(other.name()) && !SETTLED.contains(other.name())) {
                add(request, other);
            }
            if (!request.has(other.name())) {
                return;
            }
        }
        value(request, parameter).ifPresent(value -> request.set(parameter.name(), value));
        if (parameter.isLocalizable()) {
            some(TAGS)
                    .forEach(
                            tag ->
                                    request.set(
                                            parameter.name() + "#" + tag,
                                            value(request, parameter).orElseThrow()));
        }
    }

    private Optional<JsonNode> value(ObjectNode request, Parameter<?> parameter) {
        if (parameter.algorithmUse().isPresent()) {
            return algorithm(request, parameter).map(JSON::textNode);
        }
        if (parameter.choiceFor().isPresent()) {
            return choices(request, parameter.choiceFor().get());
        }
        return switch (parameter.name()) {
            case "post_logout_redirect_uris", "claims_redirect_uris" ->
                    Optional.of(request.get("redirect_uris"));
            case "frontchannel_logout_uri" ->
                    Optional.of(request.get("redirect_uris").get(0))
                            .filter(uri -> uri.textValue().startsWith("https:"));
            default -> Optional.of(value(parameter));
        };
    }

    private JsonNode value(Parameter<?> parameter) {
        var type = parameter.type();
        if (type instanceof ValueType.Flag) {
            return JSON.booleanNode(random.nextBoolean());
        } else if (type instanceof ValueType.Seconds) {
            return JSON.numberNode(random.nextLong() >>> random.nextInt(63) + 1);
        } else if (type instanceof ValueType.Json json) {
            return freely(json.kind());
        } else if (type instanceof ValueType.Texts) {
            var values =
                    parameter.knownValues().isEmpty()
                            ? isUri(parameter) ? uris() : words()
                            : parameter.knownValues();
            return strings(some(values));
        } else if (!parameter.knownValues().isEmpty()) {
            return JSON.textNode(pick(parameter.knownValues()));
        }
        return isUri(parameter) && !parameter.name().equals("sector_identifier_uri")
                ? JSON.textNode(pick(uris()))
                : text(parameter.name());
    }

    private static boolean isUri(Parameter<?> parameter) {
        var item =
                parameter.type() instanceof ValueType.Texts texts ? texts.item() : parameter.type();
        return item instanceof ValueType.Text text && text.length() == ValueType.Length.URI;
    }

    private JsonNode text(String name) {
        return JSON.textNode(
                switch (name) {
                    case "scope" -> String.join(" ", some(List.of("openid", "a/b:c", MARKER)));
                    case "sector_identifier_uri" -> sectorUri;
                    case "software_statement" -> statement;
                    case "tls_client_auth_subject_dn" -> "CN=" + MARKER + "\\, Inc+OU=a,O=\\c3\\a9";
                    case "tls_client_auth_san_dns" -> MARKER + ".example.org";
                    case "tls_client_auth_san_uri" -> "urn:x:" + MARKER;
                    case "tls_client_auth_san_ip" -> pick(List.of("192.0.2.1", "2001:db8::1"));
                    case "tls_client_auth_san_email" -> MARKER + "+x@example.org";
                    default -> pick(words());
                });
    }

    private static List<String> words() {
        return List.of(
                MARKER,
                "plain",
                " e\u0301 \ud83d\ude80 ",
                "\"quoted\" \\ \n\t\u007f",
                "\u202e<b>&amp;",
                "a".repeat(40));
    }

    private static List<String> uris() {
        return List.of(
                "https://client.example.org/" + MARKER,
                "https://xn--bcher-kva.example/a%C3%A9?b=c/d?e",
                "https://192.0.2.1:1/",
                "https://[2001:db8::1]");
    }

    /** One that the rest of the request allows, most of the time. */
    private Optional<String> algorithm(ObjectNode request, Parameter<?> parameter) {
        var method = request.path("token_endpoint_auth_method").asText("client_secret_basic");
        var fitting =
                parameter.knownValues().stream()
                        .filter(parameter::accepts)
                        .flatMap(name -> JoseAlgorithm.of(name).stream())
                        .filter(alg -> !(alg.isSymmetric() && method.equals("none")))
                        .filter(alg -> !needsMissingKey(request, parameter, alg))
                        .filter(
                                alg ->
                                        !parameter.name().equals("token_endpoint_auth_signing_alg")
                                                || alg.kind() == kindOf(method))
                        .map(JoseAlgorithm::name)
                        .toList();
        return fitting.isEmpty() ? Optional.empty() : Optional.of(pick(fitting));
    }

    private static boolean needsMissingKey(
            ObjectNode request, Parameter<?> parameter, JoseAlgorithm algorithm) {
        return parameter.keyRule().isPresent()
                && algorithm.isAsymmetric()
                && !request.has("jwks_uri")
                && !(request.has("jwks") && !UNSERVED.contains(algorithm.name()));
    }

    private static JoseAlgorithm.Kind kindOf(String method) {
        return Map.of(
                        "client_secret_jwt",
                        JoseAlgorithm.Kind.MAC,
                        "private_key_jwt",
                        JoseAlgorithm.Kind.SIGNATURE)
                .getOrDefault(method, null);
    }

    /** A list with the value that was sent, or with one that is good, and others. */
    private Optional<JsonNode> choices(ObjectNode request, Parameter<String> single) {
        var values = new ArrayList<>(some(single.knownValues()));
        if (!request.has(single.name())) {
            add(request, single);
        }
        if (request.has(single.name())) {
            values.add(request.get(single.name()).textValue());
        }
        return Optional.of(strings(values));
    }

    private JsonNode freely(ValueType.Json.Kind kind) {
        return switch (kind) {
            case STRING -> JSON.textNode(MARKER);
            case STRINGS -> strings(List.of(MARKER, "", MARKER));
            case BOOLEAN -> JSON.booleanNode(true);
            case NUMBER ->
                    JSON.numberNode(
                            new BigDecimal(pick(List.of("-0.10", "1e20", "1E-9", "12345678901"))));
            case OBJECT -> JSON.objectNode().put("a#fr", MARKER).set("b", nested());
            case ANY -> nested();
        };
    }

    private JsonNode nested() {
        return JSON.arrayNode()
                .add(1)
                .addNull()
                .add(JSON.arrayNode())
                .add(JSON.objectNode().put("", ""));
    }

    private static List<String> known(String name) {
        return PARAMETERS.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow()
                .knownValues();
    }

    private static ArrayNode strings(List<String> values) {
        var array = JSON.arrayNode();
        values.forEach(array::add);
        return array;
    }

    private String pick(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** One or more, in any order. */
    private List<String> some(List<String> values) {
        var shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, 1 + random.nextInt(Math.min(3, shuffled.size())));
    }
}
