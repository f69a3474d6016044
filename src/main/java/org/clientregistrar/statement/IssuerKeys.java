package org.clientregistrar.statement;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.logging.Log;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clientregistrar.json.JsonReader;
import org.clientregistrar.json.MalformedJsonException;
import org.clientregistrar.metadata.Curve;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.lang.JoseException;

/** The keys in an issuer's JWK Set that statements can be verified with (RFC 7517 section 5). */
record IssuerKeys(List<VerificationKey> keys) {

    private static final int SMALLEST_RSA_BITS = 2048; // RFC 7518 section 3.3

    /** Members that only private and symmetric keys have (RFC 7518 section 6). */
    private static final List<String> SECRET_MEMBERS =
            List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv");

    /** All that makes a public key of a type; certificates and the like beside it are not read. */
    private static final Map<String, List<String>> PUBLIC_MEMBERS =
            Map.of(
                    "RSA", List.of("n", "e"),
                    "EC", List.of("crv", "x", "y"),
                    "OKP", List.of("crv", "x"));

    /** A JWK Set that no statement can be verified with. The message is a clause about it. */
    static final class UnusableException extends Exception {

        private static final long serialVersionUID = 1L;

        private UnusableException(String message) {
            super(message);
        }
    }

    /**
     * Reads a JWK Set. Keys for other uses and of other algorithms are left out; a set that shows a
     * private or symmetric key is not trusted at all.
     *
     * @param algorithms those that are allowed: a key that names none is used with the first of
     *     them that fits it
     */
    static IssuerKeys parse(byte[] document, List<SignatureAlgorithm> algorithms)
            throws UnusableException {
        var keys = new ArrayList<VerificationKey>();
        for (var jwk : jwks(document)) {
            if (isSecret(jwk)) {
                throw new UnusableException(
                        "has a private or symmetric key, which must be known to its issuer alone");
            }
            if (isForSignatures(jwk)) {
                algorithm(jwk, algorithms)
                        .flatMap(algorithm -> key(jwk, algorithm))
                        .ifPresent(keys::add);
            }
        }
        if (keys.isEmpty()) {
            throw new UnusableException(
                    "has no public key for signatures with the algorithms " + algorithms);
        }
        return new IssuerKeys(List.copyOf(keys));
    }

    /** The keys that the header of a statement may mean. */
    List<VerificationKey> meantBy(StatementHeader header) {
        return keys.stream().filter(key -> key.isMeantBy(header)).toList();
    }

    private static JsonNode jwks(byte[] document) throws UnusableException {
        try {
            var jwks = JsonReader.readObject(document).path("keys");
            if (jwks.isArray()) {
                return jwks;
            }
        } catch (MalformedJsonException e) {
            throw new UnusableException(e.getMessage());
        }
        throw new UnusableException("must be a JWK Set: an object with an array named keys");
    }

    private static boolean isSecret(JsonNode jwk) {
        return "oct".equals(jwk.path("kty").textValue())
                || SECRET_MEMBERS.stream().anyMatch(jwk::has);
    }

    /** Whether use and key_ops, where they are there, are those of a signature's verification. */
    private static boolean isForSignatures(JsonNode jwk) {
        var isForUse = !jwk.has("use") || "sig".equals(jwk.get("use").textValue());
        var isForOperation = !jwk.has("key_ops");
        for (var operation : jwk.path("key_ops")) {
            isForOperation |= "verify".equals(operation.textValue());
        }
        return isForUse && isForOperation;
    }

    private static Optional<SignatureAlgorithm> algorithm(
            JsonNode jwk, List<SignatureAlgorithm> allowed) {
        return allowed.stream()
                .filter(
                        algorithm ->
                                algorithm.fits(
                                        jwk.path("kty").textValue(), jwk.path("crv").textValue()))
                .filter(
                        algorithm ->
                                !jwk.has("alg")
                                        || algorithm.toString().equals(jwk.get("alg").textValue()))
                .findFirst();
    }

    private static Optional<VerificationKey> key(JsonNode jwk, SignatureAlgorithm algorithm) {
        try {
            return Optional.of(
                    new VerificationKey(
                            Optional.ofNullable(jwk.path("kid").textValue()),
                            algorithm,
                            publicKey(jwk)));
        } catch (JoseException | UnusableException | RuntimeException e) {
            Log.warnf("a key for %s in the JWK Set of an issuer is left out: %s", algorithm, e);
            return Optional.empty();
        }
    }

    private static PublicKey publicKey(JsonNode jwk) throws JoseException, UnusableException {
        var kty = jwk.get("kty").textValue();
        var members = new HashMap<String, Object>();
        members.put("kty", kty);
        for (var member : PUBLIC_MEMBERS.get(kty)) {
            members.put(member, jwk.path(member).textValue());
        }
        var key = PublicJsonWebKey.Factory.newPublicJwk(members);
        if (key instanceof RsaJsonWebKey rsa
                && rsa.getRsaPublicKey().getModulus().bitLength() < SMALLEST_RSA_BITS) {
            throw new UnusableException("it has fewer than " + SMALLEST_RSA_BITS + " bits");
        }
        // The library does not look (RFC 8725 section 3.4).
        if (key.getPublicKey() instanceof ECPublicKey ec
                && !Curve.of(jwk.get("crv").textValue())
                        .orElseThrow()
                        .hasPoint(ec.getW().getAffineX(), ec.getW().getAffineY())) {
            throw new UnusableException("its point is not on its curve");
        }
        return key.getPublicKey();
    }
}
