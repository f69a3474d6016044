package org.clientregistrar.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * The rules of one public key (RFC 7517 section 4, RFC 7518 section 6). The library builds keys,
 * but takes private ones and points off the curve as well; so what must hold is checked before.
 */
public final class JwkCheck {

    /**
     * Members that only private and symmetric keys have (RFC 7518 section 6, RFC 9964 section 3).
     */
    private static final List<String> SECRET_MEMBERS =
            List.of("d", "dp", "dq", "qi", "oth", "k", "priv");

    /** The same, but public in types that this registry does not know. */
    private static final List<String> SECRET_MEMBERS_OF_RSA = List.of("p", "q");

    /** Members of any key that are strings where they are there (RFC 7517 section 4). */
    private static final List<String> TEXT_MEMBERS =
            List.of("kid", "use", "alg", "crv", "x5u", "x5t", "x5t#S256");

    /** The octets of the public keys of ML-DSA (RFC 9964 section 4, FIPS 204 section 4). */
    private static final Map<String, Integer> ML_DSA_OCTETS =
            Map.of("ML-DSA-44", 1312, "ML-DSA-65", 1952, "ML-DSA-87", 2592);

    private static final int SMALLEST_RSA_BITS = 2048;

    /** Verifying with larger ones would be an attack on the verifier. */
    private static final int LARGEST_RSA_BITS = 16_384;

    private static final int LARGEST_EXPONENT_BITS = 64;

    private final String place;
    private final ValueType.Report report;

    private JwkCheck(String place, ValueType.Report report) {
        this.place = place;
        this.report = report;
    }

    /** Checks a key; true if it may be registered. */
    public static boolean check(JsonNode json, String place, ValueType.Report report) {
        var check = new JwkCheck(place, report);
        if (!(json instanceof ObjectNode object) || !json.path("kty").isTextual()) {
            return check.fault(
                    "", "RFC7591-2-21", "must be a JWK: an object with a string named kty");
        }
        return check.hasNoSecret(object) && check.isSound(new Jwk(object));
    }

    /**
     * Refuses key material that nobody but the client may have, also beside the keys of a set and
     * within their members.
     */
    static boolean hasNoSecret(JsonNode json, String place, ValueType.Report report) {
        return new JwkCheck(place, report).hasNoSecret(json);
    }

    private boolean hasNoSecret(JsonNode json) {
        if (isSecret(json) || json.findParents("kty").stream().anyMatch(JwkCheck::isSecret)) {
            return fault(
                    "",
                    "OIDCREG-2-20",
                    "must be public: it has private or symmetric key material, which is now known to others");
        }
        return true;
    }

    /** Whether it has what nobody but its owner may have. */
    public static boolean isSecret(JsonNode object) {
        var kty = object.path("kty").asText();
        return kty.equals("oct")
                || SECRET_MEMBERS.stream().anyMatch(object::hasNonNull)
                || (kty.equals("RSA")
                        && SECRET_MEMBERS_OF_RSA.stream().anyMatch(object::hasNonNull));
    }

    private boolean isSound(Jwk key) {
        return hasTextMembers(key)
                && hasOperations(key)
                && hasPublicMembers(key)
                && (!key.isUnderstood()
                        || (isOfItsType(key) && isOfOneMind(key) && canBeBuilt(key)))
                && (!key.has("x5c") || CertificateChain.check(key, place, report));
    }

    private boolean hasTextMembers(Jwk key) {
        for (var member : TEXT_MEMBERS) {
            if (key.has(member) && !key.json().get(member).isTextual()) {
                return fault("." + member, "RFC7591-2-21", "must be a string");
            }
        }
        return true;
    }

    private boolean hasOperations(Jwk key) {
        if (!key.has("key_ops")) {
            return true;
        }
        var operations = key.json().get("key_ops");
        if (!operations.isArray()) {
            return fault(".key_ops", "RFC7591-2-21", "must be an array of strings");
        }
        var seen = new HashSet<String>();
        for (var operation : operations) {
            if (!operation.isTextual() || !seen.add(operation.textValue())) {
                return fault(
                        ".key_ops",
                        "RFC7591-2-21",
                        "must be an array of strings, none of them twice");
            }
        }
        return true;
    }

    /** What a key says of its use in several members must agree (RFC 7517 sections 4.2 to 4.4). */
    private boolean isOfOneMind(Jwk key) {
        var alg = JoseAlgorithm.of(key.text("alg"));
        if (alg.filter(known -> !known.isAsymmetric() || !known.fits(key.kty(), key.crv()))
                .isPresent()) {
            return fault(".alg", "RFC7591-2-21", "must be an algorithm for keys of this kty");
        }
        if (Set.of("sig", "enc").contains(key.text("use"))
                && !(key.text("use").equals("sig") ? key.verifies() : key.encrypts())) {
            return fault(".use", "RFC7591-2-21", "must agree with key_ops, alg and crv");
        }
        return true;
    }

    private boolean hasPublicMembers(Jwk key) {
        for (var member : Jwk.PUBLIC_MEMBERS.getOrDefault(key.kty(), List.of())) {
            if (!isPublicMember(member, key.json().path(member))) {
                return fault(
                        "." + member,
                        "RFC7591-2-21",
                        "is required for a key of this kty, in the form of its specification");
            }
        }
        return true;
    }

    private static boolean isPublicMember(String member, JsonNode value) {
        if (!value.isTextual() || value.textValue().isEmpty()) {
            return false;
        }
        return Set.of("crv", "alg").contains(member)
                || Base64Url.decode(value.textValue()).isPresent();
    }

    private boolean isOfItsType(Jwk key) {
        return switch (key.kty()) {
            case "RSA" -> isRsa(key);
            case "EC" -> isPoint(key, Curve.of(key.crv()).orElseThrow());
            case "OKP" -> isOctetKey(key, Curve.of(key.crv()).orElseThrow());
            default -> isMlDsa(key);
        };
    }

    private boolean isRsa(Jwk key) {
        var modulus = new BigInteger(1, key.octets("n"));
        var bits = modulus.bitLength();
        if (bits < SMALLEST_RSA_BITS) {
            return fault(
                    ".n", "RFC7518-3.3-01", "must have " + SMALLEST_RSA_BITS + " bits or more");
        }
        if (bits > LARGEST_RSA_BITS) {
            return fault(
                    ".n", "CHOICE-36", "must not have more than " + LARGEST_RSA_BITS + " bits");
        }
        if (!modulus.testBit(0)) {
            return fault(".n", "RFC7591-2-21", "must be odd, as a product of two primes is");
        }
        var exponent = new BigInteger(1, key.octets("e"));
        if (!exponent.testBit(0)
                || exponent.bitLength() < 2
                || exponent.bitLength() > LARGEST_EXPONENT_BITS) {
            return fault(
                    ".e",
                    "RFC7591-2-21",
                    "must be an odd number of 3 or more, and of 64 bits or fewer");
        }
        return true;
    }

    private boolean isPoint(Jwk key, Curve curve) {
        if (!curve.keyType().equals("EC")) {
            return fault(".crv", "RFC7591-2-21", "is not a curve of this kty");
        }
        for (var member : List.of("x", "y")) {
            if (key.octets(member).length != curve.octets()) {
                return fault(
                        "." + member,
                        "RFC8725-3.4-01",
                        "must have " + curve.octets() + " octets, leading zeros included");
            }
        }
        return curve.hasPoint(
                        new BigInteger(1, key.octets("x")), new BigInteger(1, key.octets("y")))
                || fault("", "RFC8725-3.4-01", "must be a point on its curve");
    }

    private boolean isOctetKey(Jwk key, Curve curve) {
        if (!curve.keyType().equals("OKP")) {
            return fault(".crv", "RFC7591-2-21", "is not a curve of this kty");
        }
        var octets = key.octets("x");
        if (octets.length != curve.octets()) {
            return fault(".x", "RFC8725-3.4-01", "must have " + curve.octets() + " octets");
        }
        return !Arrays.equals(octets, new byte[octets.length])
                || fault(".x", "RFC8725-3.4-01", "must not be zero, which is of small order");
    }

    private boolean isMlDsa(Jwk key) {
        var octets = ML_DSA_OCTETS.get(key.text("alg"));
        return octets == null
                || key.octets("pub").length == octets
                || fault(".pub", "RFC7591-2-21", "must have " + octets + " octets");
    }

    /** The library has the last word on whether a key is one. */
    private boolean canBeBuilt(Jwk key) {
        if (key.kty().equals("AKP") || key.crv().equals("secp256k1")) {
            return true; // known to neither the library nor every Java runtime
        }
        try {
            return JsonWebKey.Factory.newJwk(key.publicMembers()).getKey() != null;
        } catch (JoseException | RuntimeException e) {
            return fault("", "RFC7591-2-21", "is not a usable key of its kty");
        }
    }

    private boolean fault(String member, String rule, String detail) {
        report.fault(place + member, rule, detail);
        return false;
    }
}
