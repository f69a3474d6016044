package org.clientregistrar.access;

import static org.clientregistrar.error.OAuthException.invalidToken;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.clientregistrar.audit.Actor;
import org.clientregistrar.audit.ShortText;
import org.clientregistrar.config.HttpsSetting;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.fetch.Fetcher;
import org.clientregistrar.fetch.RefreshedDocument;
import org.clientregistrar.secret.Secret;
import org.clientregistrar.signature.IssuerKeys;
import org.clientregistrar.signature.SignatureAlgorithm;

/** The operator's OpenID provider, whose access tokens open the admin door where it is set. */
@Startup // its settings are checked before the first request
@Singleton
class OpenIdProvider {

    private static final String PREFIX = "registrar.openid-provider.";

    /** What names a person, the best first (OpenID Connect Core 1.0 section 5.1). */
    private static final List<String> LABELS = List.of("preferred_username", "email", "name");

    private final Optional<ProviderTokens> tokens;
    private final ScopeMapping scopes;

    OpenIdProvider(RegistrarConfig config, Fetcher fetcher) {
        var settings = config.openidProvider();
        this.scopes = ScopeMapping.of(settings.scopeClaim(), settings.scopes());
        this.tokens = isOn(settings) ? Optional.of(tokens(settings, fetcher)) : Optional.empty();
    }

    private static boolean isOn(RegistrarConfig.OpenIdProvider settings) {
        return Stream.of(
                        settings.issuer(),
                        settings.jwksUri(),
                        settings.audience(),
                        settings.scopes())
                .anyMatch(Optional::isPresent);
    }

    private static ProviderTokens tokens(RegistrarConfig.OpenIdProvider settings, Fetcher fetcher) {
        var issuer = required("issuer", settings.issuer());
        var audience = required("audience", settings.audience());
        var jwksUri =
                HttpsSetting.checkOrLoopback(
                        PREFIX + "jwks-uri", required("jwks-uri", settings.jwksUri()));
        var algorithms = SignatureAlgorithm.ofSetting(PREFIX + "algorithms", settings.algorithms());
        if (settings.clockSkew().isNegative()
                || settings.clockSkew().compareTo(Duration.ofHours(1)) > 0) {
            throw new SettingException(PREFIX + "clock-skew", "must be from zero to one hour");
        }
        if (settings.refresh().isNegative() || settings.refresh().isZero()) {
            throw new SettingException(PREFIX + "refresh", "must be longer than zero");
        }
        return new ProviderTokens(
                issuer,
                audience,
                algorithms,
                settings.clockSkew(),
                new RefreshedDocument<>(
                        PREFIX + "jwks-uri",
                        () -> IssuerKeys.parse(fetcher.getForOperator(jwksUri), algorithms),
                        settings.refresh(),
                        IssuerKeys.COOL_DOWN));
    }

    private static <T> T required(String name, Optional<T> setting) {
        return setting.orElseThrow(
                () ->
                        new SettingException(
                                PREFIX + name,
                                "must be set where any setting of the OpenID provider is"));
    }

    /** Whether any token can be good here. */
    boolean isConfigured() {
        return tokens.isPresent();
    }

    /**
     * Whose token it is. May read the provider's keys first; never to be called inside a
     * transaction.
     *
     * @return empty where no provider is set
     * @throws org.clientregistrar.error.OAuthException 401 for a token that is not good, 503 if the
     *     provider's keys could never be read
     */
    Optional<Operator> authenticate(Secret presented) {
        return tokens.map(good -> good.claims(presented))
                .map(claims -> new Operator(actor(claims), scopes.of(claims)));
    }

    private static Actor actor(Map<String, Object> claims) {
        var subject =
                name(claims, "sub")
                        .orElseThrow(
                                () ->
                                        invalidToken(
                                                "RFC6750-3.1-02",
                                                "the token must have the claim sub, of 255 printable characters at most"));
        var label = LABELS.stream().flatMap(claim -> name(claims, claim).stream()).findFirst();
        return new Actor(Actor.Type.SUBJECT, subject, label.orElse(null));
    }

    private static Optional<String> name(Map<String, Object> claims, String claim) {
        return Optional.ofNullable(claims.get(claim))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(ShortText::isShortText);
    }
}
