package org.clientregistrar.access;

import static org.clientregistrar.error.OAuthException.tokenMissing;

import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.clientregistrar.audit.Actor;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.RegistrarConfig.Mode;
import org.clientregistrar.config.SecretFile;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.secret.Secret;

/** Decides who may register a client (RFC 7591 section 3). */
@Startup
@Singleton
public class InitialAccess {

    private static final String VALUE = "registrar.registration.initial-access-token";
    private static final String FILE = "registrar.registration.initial-access-token-file";
    private static final int GOOD_LENGTH = 32;
    private static final Actor CONFIGURED =
            new Actor(Actor.Type.INITIAL_ACCESS_TOKEN, null, "the token of the settings");

    private final InitialAccessTokens tokens;
    private final Mode mode;
    private final Optional<Secret> configuredToken;

    InitialAccess(RegistrarConfig config, InitialAccessTokens tokens) {
        this.tokens = tokens;
        var registration = config.registration();
        this.mode = registration.mode();
        this.configuredToken = configuredToken(registration).map(Secret::of);
        if (mode == Mode.PROTECTED && configuredToken.isEmpty()) {
            Log.info(
                    "the mode is protected: clients register with initial access tokens of the admin door");
        }
    }

    private static Optional<String> configuredToken(RegistrarConfig.Registration settings) {
        if (settings.initialAccessToken().isPresent()
                && settings.initialAccessTokenFile().isPresent()) {
            throw new SettingException(FILE, "must not be set together with " + VALUE);
        }
        var setting = settings.initialAccessToken().isPresent() ? VALUE : FILE;
        var token =
                settings.initialAccessToken()
                        .or(
                                () ->
                                        settings.initialAccessTokenFile()
                                                .map(file -> SecretFile.read(FILE, file)));
        if (token.filter(text -> !BearerToken.isPossible(text)).isPresent()) {
            throw new SettingException(
                    setting,
                    "must be letters, digits and - . _ ~ + / alone (RFC 6750 section 2.1)");
        }
        if (token.filter(text -> text.length() < GOOD_LENGTH).isPresent()) {
            Log.warnf(
                    "%s: shorter than %d characters, and so perhaps easy to guess",
                    setting, GOOD_LENGTH);
        }
        return token;
    }

    /**
     * Lets a registration in, or not. The token of the settings needs no look into the database.
     *
     * @param presented the initial access token of the request, if any
     * @throws org.clientregistrar.error.OAuthException 401 for a wrong token, also where none is
     *     needed (CHOICE-47), and in protected mode for a missing one
     */
    public Admission admit(Optional<Secret> presented) {
        if (presented.isPresent()) {
            return configuredToken.equals(presented)
                    ? new Admission.ByToken(Bounds.NONE, CONFIGURED, () -> {})
                    : tokens.admit(presented.get());
        }
        if (mode == Mode.PROTECTED) {
            throw tokenMissing("registration needs an initial access token");
        }
        return new Admission.Open();
    }
}
