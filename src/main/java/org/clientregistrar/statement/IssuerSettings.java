package org.clientregistrar.statement;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.clientregistrar.config.HttpsSetting;
import org.clientregistrar.config.PublicUrl;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.RegistrarConfig.StatementIssuer;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.fetch.RefreshedDocument;
import org.clientregistrar.signature.IssuerKeys;
import org.clientregistrar.signature.SignatureAlgorithm;

/** Makes the trusted issuers of the settings, or says which setting cannot be. */
final class IssuerSettings {

    private static final String PREFIX = "registrar.software-statements.";

    /** The names of claims stand in error descriptions (RFC 6749 appendix A.8). */
    private static final Pattern CLAIM = Pattern.compile("[!#-\\[\\]-~]+");

    /** Where the document at a jwks-uri comes from. */
    @FunctionalInterface
    interface Documents {
        byte[] get(URI url) throws Exception;
    }

    private final RegistrarConfig.SoftwareStatements settings;
    private final Set<String> audiences;
    private final Documents documents;

    IssuerSettings(
            RegistrarConfig.SoftwareStatements settings, PublicUrl publicUrl, Documents documents) {
        this.settings = settings;
        this.audiences =
                new HashSet<>(
                        Set.of(publicUrl.of(""), publicUrl.of("/"), publicUrl.of("/register")));
        this.audiences.addAll(settings.audiences().orElse(List.of()));
        this.documents = documents;
        if (settings.clockSkew().isNegative()) {
            throw new SettingException(PREFIX + "clock-skew", "must not be negative");
        }
        checkPositive(PREFIX + "refresh", settings.refresh());
        if (settings.required() && settings.issuers().isEmpty()) {
            throw new SettingException(
                    PREFIX + "required", "needs an issuer whose statements are good");
        }
    }

    /** The issuer that goes by a name in the settings. */
    TrustedIssuer issuer(String name, StatementIssuer issuer) {
        var prefix = PREFIX + "issuers." + name + ".";
        var algorithms = SignatureAlgorithm.ofSetting(prefix + "algorithms", issuer.algorithms());
        issuer.maxAge().ifPresent(age -> checkPositive(prefix + "max-age", age));
        issuer.requiredClaims().orElse(List.of()).stream()
                .filter(CLAIM.asMatchPredicate().negate())
                .forEach(
                        claim -> {
                            throw new SettingException(
                                    prefix + "required-claims", "must be names in printable ASCII");
                        });
        issuer.allowedMembers().orElse(List.of()).stream()
                .filter(member -> !AttestedMembers.canBeAllowed(member))
                .forEach(
                        member -> {
                            throw new SettingException(
                                    prefix + "allowed-members",
                                    member + " is nothing that a statement can set");
                        });
        return new TrustedIssuer(
                algorithms,
                keys(prefix, issuer, algorithms),
                new ClaimRules(
                        Clock.systemUTC(),
                        settings.clockSkew(),
                        Set.copyOf(audiences),
                        issuer.maxAge(),
                        issuer.requiredClaims().orElse(List.of()),
                        issuer.softwareIds().map(Set::copyOf)),
                new AttestedMembers(issuer.allowedMembers().map(Set::copyOf)));
    }

    /** Refuses two issuers with one iss: which of them would a statement be of? */
    static void checkDistinct(Map<String, StatementIssuer> issuers) {
        var seen = new HashSet<String>();
        issuers.forEach(
                (name, issuer) -> {
                    if (!seen.add(issuer.issuer())) {
                        throw new SettingException(
                                PREFIX + "issuers." + name + ".issuer",
                                "is the issuer of another name too");
                    }
                });
    }

    private RefreshedDocument<IssuerKeys> keys(
            String prefix, StatementIssuer issuer, List<SignatureAlgorithm> algorithms) {
        if (issuer.jwksFile().isPresent() == issuer.jwksUri().isPresent()) {
            throw new SettingException(
                    prefix + "jwks-file", "must be set, or " + prefix + "jwks-uri, but not both");
        }
        if (issuer.jwksUri().isPresent()) {
            var uri = HttpsSetting.check(prefix + "jwks-uri", issuer.jwksUri().get());
            return document(
                    prefix + "jwks-uri", () -> IssuerKeys.parse(documents.get(uri), algorithms));
        }
        var file = issuer.jwksFile().get();
        var keys =
                document(
                        prefix + "jwks-file",
                        () -> IssuerKeys.parse(Files.readAllBytes(file), algorithms));
        try {
            keys.readAtStart();
        } catch (IOException e) {
            throw new SettingException(
                    prefix + "jwks-file",
                    "cannot read the file " + file + " (" + e.getClass().getSimpleName() + ")");
        } catch (Exception e) {
            throw new SettingException(
                    prefix + "jwks-file", "the file " + file + " " + e.getMessage());
        }
        return keys;
    }

    private RefreshedDocument<IssuerKeys> document(
            String setting, RefreshedDocument.Source<IssuerKeys> source) {
        return new RefreshedDocument<>(setting, source, settings.refresh(), IssuerKeys.COOL_DOWN);
    }

    private static void checkPositive(String setting, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new SettingException(setting, "must be longer than zero");
        }
    }
}
