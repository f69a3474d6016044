package org.clientregistrar.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The JWK Set of a client (RFC 7517 section 5), checked: public keys only, each with the members of
 * its type.
 */
final class JwkSet {

    private final List<Jwk> keys;

    private JwkSet(JsonNode json) {
        this.keys =
                StreamSupport.stream(json.get("keys").spliterator(), false)
                        .map(key -> new Jwk((ObjectNode) key))
                        .toList();
    }

    /** Of a value that {@link #check} found no fault with. */
    static JwkSet of(JsonNode json) {
        return new JwkSet(json);
    }

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
        var sound = hasNoSecretBesideKeys(json, report);
        for (int i = 0; i < keys.size(); i++) {
            sound &= JwkCheck.check(keys.get(i), ".keys[" + i + "]", report);
        }
        return sound && new JwkSet(json).isSoundTogether(report);
    }

    private static boolean hasNoSecretBesideKeys(JsonNode json, ValueType.Report report) {
        var rest = ((ObjectNode) json).deepCopy();
        rest.remove("keys");
        return JwkCheck.hasNoSecret(rest, "", report);
    }

    private boolean isSoundTogether(ValueType.Report report) {
        return hasUses(report) && hasDistinctKids(report);
    }

    /** Where both kinds of use occur, every key must say its own (OIDCREG-2-18). */
    private boolean hasUses(ValueType.Report report) {
        var uses =
                keys.stream().map(key -> key.isUnderstood() ? key.text("use") : "ignored").toList();
        if (uses.containsAll(Set.of("sig", "enc")) && uses.contains("")) {
            report.fault(
                    ".keys[" + uses.indexOf("") + "]",
                    "OIDCREG-2-18",
                    "must have a use, since the set has keys to sign and keys to encrypt");
            return false;
        }
        return true;
    }

    /** Keys of one type are told apart by their kid (RFC 7517 section 4.5). */
    private boolean hasDistinctKids(ValueType.Report report) {
        var kidsByType = new HashMap<String, Set<String>>();
        for (int i = 0; i < keys.size(); i++) {
            var key = keys.get(i);
            var kids = kidsByType.computeIfAbsent(key.kty(), any -> new HashSet<>());
            if (key.has("kid") && !kids.add(key.text("kid"))) {
                report.fault(
                        ".keys[" + i + "].kid",
                        "RFC7517-4.5-01",
                        "must differ from those of the other keys of this kty");
                return false;
            }
        }
        return true;
    }

    /** Whether signatures of the client can be verified. */
    boolean verifies() {
        return keys.stream().anyMatch(Jwk::verifies);
    }

    /** Whether there is a key for an algorithm. */
    boolean serves(JoseAlgorithm algorithm) {
        return keys.stream().anyMatch(key -> key.serves(algorithm));
    }

    /** Whether there is a certificate to recognise the client by (RFC 8705 section 2.2.2). */
    boolean hasCertificate() {
        return keys.stream().anyMatch(key -> key.isUnderstood() && key.has("x5c"));
    }

    /**
     * Whether no kid tells apart what verifies signatures, though there are several (OpenID Connect
     * Core 1.0 section 10.1).
     */
    boolean isAmbiguous() {
        var verifying = keys.stream().filter(Jwk::verifies).toList();
        return verifying.size() > 1 && verifying.stream().anyMatch(key -> !key.has("kid"));
    }
}
