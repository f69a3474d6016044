package org.clientregistrar.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The rules of a client's JWK Set (RFC 7517 section 5): public keys only, each with the members of
 * its type.
 */
final class JwkSet {

    /**
     * Members that only private and symmetric keys have (RFC 7518 section 6, RFC 9964 section 3).
     */
    private static final List<String> SECRET_MEMBERS =
            List.of("d", "dp", "dq", "qi", "oth", "k", "priv");

    /** The same, but public in types that this registry does not know. */
    private static final List<String> SECRET_MEMBERS_OF_RSA = List.of("p", "q");

    /**
     * What a public key of a type must have (RFC 7518 section 6, RFC 8037 section 2, RFC 9964
     * section 3).
     */
    private static final Map<String, List<String>> PUBLIC_MEMBERS =
            Map.of(
                    "RSA",
                    List.of("n", "e"),
                    "EC",
                    List.of("crv", "x", "y"),
                    "OKP",
                    List.of("crv", "x"),
                    "AKP",
                    List.of("alg", "pub"));

    /** Members of any key that are strings where they are there (RFC 7517 section 4). */
    private static final List<String> TEXT_MEMBERS = List.of("kid", "use", "alg");

    private static final int SMALLEST_RSA_BITS = 2048;

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
        var sound = checkNoSecret(json, "", report);
        for (int i = 0; i < keys.size(); i++) {
            sound &= checkKey(keys.get(i), ".keys[" + i + "]", report);
        }
        return sound && checkUses(keys, report) && checkKids(keys, report);
    }

    /**
     * Whether a checked set has a key to sign with, of a type that this registry knows; others are
     * ignored (RFC 7517 section 5).
     */
    static boolean hasSigningKey(ObjectNode set) {
        return stream(set.get("keys"))
                .anyMatch(
                        key ->
                                PUBLIC_MEMBERS.containsKey(key.get("kty").textValue())
                                        && !"enc".equals(key.path("use").textValue()));
    }

    private static boolean checkKey(JsonNode key, String place, ValueType.Report report) {
        if (!key.path("kty").isTextual()) {
            report.fault(place, "RFC7591-2-21", "must be a JWK: an object with a string named kty");
            return false;
        }
        if (!checkNoSecret(key, place, report)) {
            return false;
        }
        for (var member : TEXT_MEMBERS) {
            if (key.hasNonNull(member) && !key.get(member).isTextual()) {
                report.fault(place + "." + member, "RFC7591-2-21", "must be a string");
                return false;
            }
        }
        for (var member : PUBLIC_MEMBERS.getOrDefault(key.get("kty").textValue(), List.of())) {
            if (!isPublicMember(member, key.path(member))) {
                report.fault(
                        place + "." + member,
                        "RFC7591-2-21",
                        "is required for a key of this kty, in the form of its specification");
                return false;
            }
        }
        return !key.get("kty").textValue().equals("RSA") || checkRsa(key, place, report);
    }

    private static boolean checkRsa(JsonNode key, String place, ValueType.Report report) {
        if (number(key, "n").bitLength() < SMALLEST_RSA_BITS) {
            report.fault(
                    place + ".n",
                    "RFC7518-3.3-01",
                    "must have " + SMALLEST_RSA_BITS + " bits or more");
            return false;
        }
        if (!isExponent(number(key, "e"))) {
            report.fault(place + ".e", "RFC7591-2-21", "must be an odd number of 3 or more");
            return false;
        }
        return true;
    }

    private static boolean checkNoSecret(JsonNode object, String place, ValueType.Report report) {
        var kty = object.path("kty").asText();
        if (kty.equals("oct")
                || SECRET_MEMBERS.stream().anyMatch(object::hasNonNull)
                || (kty.equals("RSA")
                        && SECRET_MEMBERS_OF_RSA.stream().anyMatch(object::hasNonNull))) {
            report.fault(
                    place,
                    "OIDCREG-2-20",
                    "must be public: it has private or symmetric key material, which is now known to others");
            return false;
        }
        return true;
    }

    private static boolean isPublicMember(String member, JsonNode value) {
        if (!value.isTextual() || value.textValue().isEmpty()) {
            return false;
        }
        return Set.of("crv", "alg").contains(member) || isBase64Url(value.textValue());
    }

    private static boolean isBase64Url(String text) {
        try {
            return !text.endsWith("=") && Base64.getUrlDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isExponent(BigInteger e) {
        return e.testBit(0) && e.bitLength() > 1;
    }

    private static BigInteger number(JsonNode rsaKey, String member) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(rsaKey.get(member).textValue()));
    }

    /** Where both kinds of use occur, every key must say its own (OIDCREG-2-18). */
    private static boolean checkUses(JsonNode keys, ValueType.Report report) {
        var uses = stream(keys).map(JwkSet::useOfKnownKey).toList();
        if (uses.containsAll(Set.of("sig", "enc")) && uses.contains("")) {
            report.fault(
                    ".keys[" + uses.indexOf("") + "]",
                    "OIDCREG-2-18",
                    "must have a use, since the set has keys to sign and keys to encrypt");
            return false;
        }
        return true;
    }

    private static String useOfKnownKey(JsonNode key) {
        var isKnown = PUBLIC_MEMBERS.containsKey(key.get("kty").textValue());
        return isKnown ? key.path("use").asText("") : "ignored";
    }

    /** Keys of one type are told apart by their kid (RFC 7517 section 4.5). */
    private static boolean checkKids(JsonNode keys, ValueType.Report report) {
        var seen = new HashSet<List<String>>();
        for (int i = 0; i < keys.size(); i++) {
            var key = keys.get(i);
            if (key.hasNonNull("kid")
                    && !seen.add(List.of(key.get("kty").textValue(), key.get("kid").textValue()))) {
                report.fault(
                        ".keys[" + i + "].kid",
                        "RFC7517-4.5-01",
                        "must differ from those of the other keys of this kty");
                return false;
            }
        }
        return true;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
