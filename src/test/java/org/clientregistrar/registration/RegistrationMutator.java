package org.clientregistrar.registration;

import static org.clientregistrar.registration.RegistrationGenerator.MARKER;
import static org.clientregistrar.registration.RegistrationGenerator.PARAMETERS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Mixes into registrations what clients get wrong, and what nobody means well with. */
final class RegistrationMutator {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Random random;

    RegistrationMutator(Random random) {
        this.random = random;
    }

    /** Changes one thing about a registration; not every change is a fault. */
    void mutate(ObjectNode request) {
        switch (random.nextInt(9)) {
            case 0 -> request.set(member(request), oddValue());
            case 1 -> request.set(anyParameter(), oddValue());
            case 2 -> request.set(member(request), random.nextBoolean() ? null : text(""));
            case 3 -> changeArray(request);
            case 4 -> request.set("x_unknown" + random.nextInt(9), oddValue());
            case 5 -> request.set(issued(), oddValue());
            case 6 -> request.set(anyParameter() + "#fr", oddValue());
            case 7 ->
                    request.set(
                            member(request) + pick("#", "#a b", "#FR", "#\u00e9", " "),
                            text(MARKER));
            default -> request.remove(member(request));
        }
    }

    private void changeArray(ObjectNode request) {
        if (!(request.get(member(request)) instanceof ArrayNode array) || array.isEmpty()) {
            return;
        }
        switch (random.nextInt(4)) {
            case 0 -> array.add(array.get(0)); // a repetition
            case 1 -> array.add(oddValue());
            case 2 -> array.removeAll();
            default -> IntStream.range(0, 150).forEach(i -> array.add(MARKER + i));
        }
    }

    private JsonNode oddValue() {
        return switch (random.nextInt(14)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(random.nextInt(3) - 1);
            case 3 -> JSON.numberNode(new BigDecimal("1e" + (random.nextInt(140) - 70)));
            case 4 -> JSON.arrayNode().add(MARKER).addNull().add(1);
            case 5 -> JSON.arrayNode();
            case 6 -> JSON.objectNode().put("keys", MARKER);
            case 7 -> JSON.objectNode().set("keys", JSON.arrayNode().add(oddKey()));
            case 8 -> text(MARKER.repeat(1 + random.nextInt(300)));
            case 9 -> text("https://" + MARKER + "@" + MARKER + ":99999/#" + MARKER);
            case 10 -> text(pick("javascript:", "urn:", "http://", "//", "a:") + MARKER);
            case 11 ->
                    text(
                            MARKER
                                    + pick(
                                            "\ud83d\ude80",
                                            "\u00e9",
                                            "\u2028",
                                            "\u0001",
                                            "\ufffe",
                                            "\"",
                                            "\\",
                                            "\r\n",
                                            " "));
            case 12 ->
                    text(
                            pick(
                                    "none",
                                    "HS256",
                                    "RS256",
                                    "web",
                                    "native",
                                    "pairwise",
                                    "poll",
                                    "push",
                                    "dir"));
            default -> nested(random.nextInt(40));
        };
    }

    private JsonNode oddKey() {
        var key = JSON.objectNode();
        key.put("kty", pick("RSA", "EC", "OKP", "AKP", "oct", "", MARKER));
        for (var member :
                List.of(
                        "n", "e", "crv", "x", "y", "alg", "pub", "d", "x5c", "key_ops", "kid",
                        "use")) {
            switch (random.nextInt(5)) {
                case 0 ->
                        key.put(
                                member,
                                pick("AQAB", MARKER, "P-256", "Ed25519", "A".repeat(43), "sig"));
                case 1 -> key.set(member, JSON.arrayNode().add(pick("AQAB", "MIIB", MARKER)));
                case 2 -> key.put(member, 1);
                default -> {} // left out
            }
        }
        return key;
    }

    private static JsonNode nested(int depth) {
        JsonNode value = text(MARKER);
        for (int i = 0; i < depth; i++) {
            value = JSON.arrayNode().add(value);
        }
        return value;
    }

    /** Changes bytes of rendered JSON: flips, removes, repeats, or cuts off. */
    byte[] mutate(byte[] body) {
        int at = random.nextInt(body.length);
        int to = Math.min(body.length, at + 1 + random.nextInt(8));
        var changed = new ByteArrayOutputStream();
        switch (random.nextInt(4)) {
            case 0 -> {
                var copy = body.clone();
                copy[at] = (byte) random.nextInt(256);
                return copy;
            }
            case 1 -> {
                return Arrays.copyOf(body, at);
            }
            case 2 -> {
                changed.write(body, 0, at);
                changed.write(body, to, body.length - to);
            }
            default -> {
                changed.write(body, 0, to);
                changed.write(body, at, body.length - at);
            }
        }
        return changed.toByteArray();
    }

    private String member(ObjectNode request) {
        var names = new ArrayList<String>();
        request.fieldNames().forEachRemaining(names::add);
        return names.isEmpty() ? anyParameter() : names.get(random.nextInt(names.size()));
    }

    private String anyParameter() {
        return PARAMETERS.get(random.nextInt(PARAMETERS.size())).name();
    }

    private String issued() {
        return pick(
                "client_id",
                "client_secret",
                "client_id_issued_at",
                "client_secret_expires_at",
                "registration_access_token",
                "registration_client_uri");
    }

    private String pick(String... values) {
        return values[random.nextInt(values.length)];
    }

    private static JsonNode text(String text) {
        return JSON.textNode(text);
    }
}
