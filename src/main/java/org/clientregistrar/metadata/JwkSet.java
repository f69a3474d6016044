package org.clientregistrar.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The rules of a client's JWK Set (RFC 7517 section 5): public keys only, each with the members of
 * its type.
 */
final class JwkSet {

    /**
     * Members that only private and symmetric keys have (RFC 7518 sections 6.2.2, 6.3.2, 6.4.1).
     */
    private static final List<String> SECRET_MEMBERS =
            List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    /** What a public key of a type must have (RFC 7518 section 6, RFC 8037 section 2). */
    private static final Map<String, List<String>> PUBLIC_MEMBERS =
            Map.of(
                    "RSA",
                    List.of("n", "e"),
                    "EC",
                    List.of("crv", "x", "y"),
                    "OKP",
                    List.of("crv", "x"));

    private JwkSet() {}

    /** Checks a value; true if it may be registered. */
    static boolean check(JsonNode json, Limits limits, ValueType.Report report) {
        if (!json.isObject() || !json.path("keys").isArray()) {
            report.fault(
                    "", "RFC7591-2-21", "must be a JWK Set: an object with an array named keys");
            return false;
        }
        var keys = json.get("keys");
        if (keys.size() > limits.items()) {
            report.fault(
                    ".keys", "CHOICE-36", "must not have more than " + limits.items() + " keys");
            return false;
        }
        var sound = true;
        for (int i = 0; i < keys.size(); i++) {
            sound &= checkKey(keys.get(i), ".keys[" + i + "]", report);
        }
        return sound;
    }

    /**
     * Whether any key of a checked set is of a type that this registry knows (RFC 7517 section 5:
     * others are ignored).
     */
    static boolean hasUsableKey(ObjectNode set) {
        return StreamSupport.stream(set.get("keys").spliterator(), false)
                .anyMatch(key -> PUBLIC_MEMBERS.containsKey(key.get("kty").textValue()));
    }

    private static boolean checkKey(JsonNode key, String place, ValueType.Report report) {
        if (!key.path("kty").isTextual()) {
            report.fault(place, "RFC7591-2-21", "must be a JWK: an object with a string named kty");
            return false;
        }
        var kty = key.get("kty").textValue();
        if (kty.equals("oct") || SECRET_MEMBERS.stream().anyMatch(key::has)) {
            report.fault(
                    place,
                    "OIDCREG-2-20",
                    "must be a public key: it has private or symmetric key material, which is now known to others");
            return false;
        }
        for (var member : PUBLIC_MEMBERS.getOrDefault(kty, List.of())) {
            if (!key.path(member).isTextual()) {
                report.fault(
                        place + "." + member,
                        "RFC7591-2-21",
                        "is required for a key of this kty, as a string");
                return false;
            }
        }
        return true;
    }
}
