package org.clientregistrar.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.clientregistrar.metadata.JoseAlgorithm.Kind;

/**
 * One key of a client's JWK Set (RFC 7517 section 4), checked: what it can be used for.
 *
 * @param json its members
 */
public record Jwk(ObjectNode json) {

    /**
     * What a public key of a type must have (RFC 7518 section 6, RFC 8037 section 2, RFC 9964
     * section 3).
     */
    static final Map<String, List<String>> PUBLIC_MEMBERS =
            Map.of(
                    "RSA",
                    List.of("n", "e"),
                    "EC",
                    List.of("crv", "x", "y"),
                    "OKP",
                    List.of("crv", "x"),
                    "AKP",
                    List.of("alg", "pub"));

    /** The curves whose keys serve key agreement alone (RFC 8037 section 3.2). */
    private static final Set<String> AGREEMENT_CURVES = Set.of("X25519", "X448");

    private static final Set<String> ENCRYPTION_OPERATIONS =
            Set.of("encrypt", "wrapKey", "deriveKey", "deriveBits");

    String kty() {
        return text("kty");
    }

    String crv() {
        return text("crv");
    }

    /** The member as text; empty where there is none. */
    public String text(String member) {
        return json.path(member).asText("");
    }

    boolean has(String member) {
        return json.hasNonNull(member);
    }

    /** The octets of a base64url member that was checked. */
    byte[] octets(String member) {
        return Base64.getUrlDecoder().decode(json.get(member).textValue());
    }

    /**
     * Whether it is of a type and curve that this registry knows; other keys are left alone, as RFC
     * 7517 section 5 wants it, and count for nothing.
     */
    boolean isUnderstood() {
        return PUBLIC_MEMBERS.containsKey(kty())
                && (!PUBLIC_MEMBERS.get(kty()).contains("crv") || Curve.of(crv()).isPresent());
    }

    /** Whether signatures of the client can be verified with it. */
    boolean verifies() {
        return isUnderstood()
                && Set.of("", "sig").contains(text("use"))
                && !AGREEMENT_CURVES.contains(crv())
                && isMeantFor(Kind.SIGNATURE)
                && allows(Set.of("verify"));
    }

    /** Whether something can be encrypted to the client with it. */
    boolean encrypts() {
        return isUnderstood()
                && Set.of("", "enc").contains(text("use"))
                && !kty().equals("AKP")
                && isMeantFor(Kind.PUBLIC_KEY_ENCRYPTION)
                && allows(ENCRYPTION_OPERATIONS);
    }

    /** Whether its own alg, if it has one that is known, is of a kind. */
    private boolean isMeantFor(Kind kind) {
        return JoseAlgorithm.of(text("alg")).map(alg -> alg.kind() == kind).orElse(true);
    }

    private boolean allows(Set<String> operations) {
        return !has("key_ops")
                || StreamSupport.stream(json.get("key_ops").spliterator(), false)
                        .map(JsonNode::textValue)
                        .anyMatch(operations::contains);
    }

    /** What makes it a public key of its type, without what is told beside that. */
    public Map<String, Object> publicMembers() {
        var members = new LinkedHashMap<String, Object>();
        members.put("kty", kty());
        PUBLIC_MEMBERS.get(kty()).forEach(member -> members.put(member, text(member)));
        return members;
    }

    /** Whether it is a key for this algorithm, by its type, its curve and its own alg. */
    public boolean serves(JoseAlgorithm algorithm) {
        var isForUse = algorithm.kind() == Kind.SIGNATURE ? verifies() : encrypts();
        return isForUse
                && algorithm.fits(kty(), crv())
                && (!has("alg") || text("alg").equals(algorithm.name()));
    }
}
