package org.clientregistrar.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.logging.Log;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.fetch.RefreshedDocument;
import org.clientregistrar.json.JsonReader;
import org.clientregistrar.json.MalformedJsonException;
import org.clientregistrar.metadata.Jwk;
import org.clientregistrar.metadata.JwkCheck;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** The keys in an issuer's JWK Set that its JWTs can be verified with (RFC 7517 section 5). */
public record IssuerKeys(List<VerificationKey> keys) {

    /** How often a JWT with an unknown kid can make this service read the keys. */
    public static final Duration COOL_DOWN = Duration.ofSeconds(30);

    /** A JWK Set that no JWT can be verified with. The message is a clause about it. */
    public static final class UnusableException extends Exception {

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
    public static IssuerKeys parse(byte[] document, List<SignatureAlgorithm> algorithms)
            throws UnusableException {
        var keys = new ArrayList<VerificationKey>();
        for (var json : jwks(document)) {
            if (JwkCheck.isSecret(json)) {
                throw new UnusableException(
                        "has a private or symmetric key, which must be known to its issuer alone");
            }
            if (isSound(json)) {
                key(new Jwk((ObjectNode) json), algorithms).ifPresent(keys::add);
            }
        }
        if (keys.isEmpty()) {
            throw new UnusableException(
                    "has no public key for signatures with the algorithms " + algorithms);
        }
        return new IssuerKeys(List.copyOf(keys));
    }

    /**
     * The keys that the header of a JWT may mean. May read the keys first, and again for one that
     * is not among them.
     *
     * @param keys those of the issuer that the JWT names, and no other's
     * @throws OAuthException 503 if the keys could never be read, which is not the caller's fault
     */
    public static List<VerificationKey> meantBy(
            RefreshedDocument<IssuerKeys> keys, SignatureAlgorithm alg, Optional<String> kid) {
        var meant =
                keys.current()
                        .orElseThrow(
                                () ->
                                        OAuthException.temporarilyUnavailable(
                                                RefreshedDocument.RETRY))
                        .meantBy(alg, kid);
        return meant.isEmpty()
                ? keys.refresh().orElseThrow().meantBy(alg, kid) // a copy once had is kept
                : meant;
    }

    private List<VerificationKey> meantBy(SignatureAlgorithm alg, Optional<String> kid) {
        return keys.stream().filter(key -> key.isMeantBy(alg, kid)).toList();
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

    private static boolean isSound(JsonNode json) {
        return JwkCheck.check(
                json,
                "a key in the JWK Set of an issuer",
                (place, rule, detail) -> Log.warnf("%s is left out: %s", place, detail));
    }

    private static Optional<VerificationKey> key(Jwk jwk, List<SignatureAlgorithm> allowed) {
        return allowed.stream()
                .filter(algorithm -> jwk.serves(algorithm.inJose()))
                .findFirst()
                .map(algorithm -> new VerificationKey(kid(jwk), algorithm, publicKey(jwk)));
    }

    private static Optional<String> kid(Jwk jwk) {
        return Optional.of(jwk.text("kid")).filter(kid -> !kid.isEmpty());
    }

    private static PublicKey publicKey(Jwk jwk) {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(jwk.publicMembers()).getPublicKey();
        } catch (JoseException e) {
            throw new IllegalStateException("a sound key cannot be built", e);
        }
    }
}
