package org.clientregistrar.access;

import static org.clientregistrar.error.OAuthException.invalidToken;
import static org.clientregistrar.error.OAuthException.tokenMissing;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.RegistrarConfig.Mode;
import org.clientregistrar.config.SecretFile;
import org.clientregistrar.secret.Secret;

/** Decides who may register a client (RFC 7591 section 3). */
@Startup
@Singleton
public class InitialAccess {

    private final Mode mode;
    private final Optional<Secret> configuredToken;

    InitialAccess(RegistrarConfig config) {
        var registration = config.registration();
        this.mode = registration.mode();
        this.configuredToken =
                registration
                        .initialAccessToken()
                        .or(
                                () ->
                                        registration
                                                .initialAccessTokenFile()
                                                .map(
                                                        file ->
                                                                SecretFile.read(
                                                                        "registrar.registration.initial-access-token-file",
                                                                        file)))
                        .map(Secret::of);
    }

    /**
     * Lets a registration in, or not.
     *
     * @param presented the initial access token of the request, if any
     * @throws org.clientregistrar.error.OAuthException 401 for a wrong token, also where none is
     *     needed (CHOICE-47), and in protected mode for a missing one
     */
    public Admission admit(Optional<Secret> presented) {
        if (presented.isPresent()) {
            if (configuredToken.equals(presented)) {
                return new Admission.ByToken();
            }
            throw invalidToken("RFC7591-3.2.2-01", "the initial access token is not valid");
        }
        if (mode == Mode.PROTECTED) {
            throw tokenMissing("registration needs an initial access token");
        }
        return new Admission.Open();
    }
}
