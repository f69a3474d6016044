package org.clientregistrar.access;

import static org.clientregistrar.error.OAuthException.invalidToken;
import static org.jose4j.jwt.consumer.ErrorCodes.AUDIENCE_INVALID;
import static org.jose4j.jwt.consumer.ErrorCodes.AUDIENCE_MISSING;
import static org.jose4j.jwt.consumer.ErrorCodes.EXPIRED;
import static org.jose4j.jwt.consumer.ErrorCodes.ISSUER_INVALID;
import static org.jose4j.jwt.consumer.ErrorCodes.ISSUER_MISSING;

import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.clientregistrar.error.CauseChain;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.fetch.RefreshedDocument;
import org.clientregistrar.secret.Secret;
import org.clientregistrar.signature.IssuerKeys;
import org.clientregistrar.signature.SignatureAlgorithm;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Verifies the access tokens of one OpenID provider (RFC 9068). The library that does it would
 * fetch the keys by itself; here they come from the one place that opens connections.
 */
final class ProviderTokens extends DefaultJWTTokenParser {

    /** ID tokens may be of type JWT too: these the audience keeps out (RFC 8725 section 3.9). */
    private static final Set<String> TYPES =
            Set.of("jwt", "at+jwt", "application/jwt", "application/at+jwt");

    private static final String RULE = "RFC6750-3.1-02";

    private final JWTAuthContextInfo expected = new JWTAuthContextInfo();
    private final List<SignatureAlgorithm> algorithms;
    private final RefreshedDocument<IssuerKeys> keys;

    ProviderTokens(
            String issuer,
            List<String> audience,
            List<SignatureAlgorithm> algorithms,
            Duration clockSkew,
            RefreshedDocument<IssuerKeys> keys) {
        expected.setIssuedBy(issuer);
        expected.setExpectedAudience(Set.copyOf(audience));
        expected.setSignatureAlgorithm(
                algorithms.stream()
                        .map(SignatureAlgorithm::name)
                        .map(io.smallrye.jwt.algorithm.SignatureAlgorithm::valueOf)
                        .collect(Collectors.toSet()));
        expected.setClockSkew((int) clockSkew.toSeconds());
        this.algorithms = algorithms;
        this.keys = keys;
    }

    /**
     * What a good token says. May read the provider's keys first.
     *
     * @throws OAuthException 401 for any other token, 503 if the keys could never be read
     */
    Map<String, Object> claims(Secret token) {
        try {
            var parsed = parse(token.reveal(), expected);
            checkType(parsed);
            return parsed.getJwtClaims().getClaimsMap();
        } catch (ParseException | RuntimeException e) { // it falls over some tokens
            // Messages of the library have the token's content in them: they end here.
            throw CauseChain.find(e, OAuthException.class).orElseGet(() -> refusal(e));
        }
    }

    private static void checkType(JwtContext parsed) {
        var layers = parsed.getJoseObjects();
        var type = layers.get(0).getHeaders().getObjectHeaderValue("typ");
        if (layers.size() != 1 || (type != null && !isAccessTokenType(type))) {
            throw invalidToken(RULE, "the token is another kind of JWT than an access token");
        }
    }

    private static boolean isAccessTokenType(Object type) {
        return type instanceof String text && TYPES.contains(text.toLowerCase(Locale.ROOT));
    }

    private static OAuthException refusal(Exception failure) {
        var codes = CauseChain.find(failure, InvalidJwtException.class);
        return invalidToken(RULE, codes.map(ProviderTokens::reason).orElse(reason()));
    }

    /** Of the claims it tells only after the signature was found good. */
    private static String reason(InvalidJwtException failure) {
        if (failure.hasErrorCode(EXPIRED)) {
            return "the token has expired";
        }
        if (failure.hasErrorCode(ISSUER_INVALID) || failure.hasErrorCode(ISSUER_MISSING)) {
            return "the token is not of the issuer that is trusted here";
        }
        if (failure.hasErrorCode(AUDIENCE_INVALID) || failure.hasErrorCode(AUDIENCE_MISSING)) {
            return "the token is not for this service: its aud names another audience";
        }
        return reason();
    }

    private static String reason() {
        return "the token is not valid";
    }

    @Override
    protected VerificationKeyResolver getVerificationKeyResolver(JWTAuthContextInfo info) {
        return (jws, nesting) -> key(jws);
    }

    private Key key(JsonWebSignature jws) throws UnresolvableKeyException {
        var algorithm =
                SignatureAlgorithm.of(jws.getAlgorithmHeaderValue())
                        .filter(algorithms::contains)
                        .orElseThrow(() -> new UnresolvableKeyException("alg"));
        var kid = Optional.ofNullable(jws.getKeyIdHeaderValue());
        var meant = IssuerKeys.meantBy(keys, algorithm, kid);
        if (meant.size() != 1) {
            throw new UnresolvableKeyException("kid");
        }
        return meant.get(0).key();
    }
}
