package org.clientregistrar.registration;

import static org.clientregistrar.error.OAuthException.Code.INVALID_REQUEST;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_ID;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_ID_ISSUED_AT;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_SECRET;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_SECRET_EXPIRES_AT;
import static org.clientregistrar.metadata.IssuedParameters.REGISTRATION_ACCESS_TOKEN;
import static org.clientregistrar.metadata.IssuedParameters.REGISTRATION_CLIENT_URI;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Predicate;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.error.Faults;
import org.clientregistrar.metadata.Parameter;
import org.clientregistrar.secret.Secret;

/** What an update says of the members that only the registry sets (RFC 7592 section 2.2). */
@Singleton
class ClientUpdate {

    private static final List<Parameter<?>> FORBIDDEN =
            List.of(
                    REGISTRATION_ACCESS_TOKEN,
                    REGISTRATION_CLIENT_URI,
                    CLIENT_SECRET_EXPIRES_AT,
                    CLIENT_ID_ISSUED_AT);

    private final boolean lenient;

    ClientUpdate(RegistrarConfig config) {
        this.lenient = config.registration().lenientUpdates();
    }

    /**
     * Notes what an update must not say: another client's identifier, a secret that is not the
     * client's, or one of the members that a client must not send at all.
     */
    void check(ObjectNode request, String clientId, Predicate<Secret> isOwnSecret, Faults faults) {
        if (!clientId.equals(request.path(CLIENT_ID.name()).textValue())) {
            fault(
                    faults,
                    CLIENT_ID,
                    "RFC7592-2.2-06",
                    "must be in the update, and equal to the issued one");
        }
        var secret = request.path(CLIENT_SECRET.name());
        if (CLIENT_SECRET.isIn(request)
                && !(secret.isTextual() && isOwnSecret.test(Secret.of(secret.textValue())))) {
            fault(
                    faults,
                    CLIENT_SECRET,
                    "RFC7592-2.2-07",
                    "must be left out, or equal to a secret of the client; use the secret endpoint to rotate it");
        }
        if (!lenient) {
            FORBIDDEN.stream()
                    .filter(parameter -> parameter.isIn(request))
                    .forEach(
                            parameter ->
                                    fault(
                                            faults,
                                            parameter,
                                            "CHOICE-04",
                                            "must not be in an update"));
        }
    }

    private static void fault(Faults faults, Parameter<?> parameter, String rule, String detail) {
        faults.add(INVALID_REQUEST, parameter.name(), rule, detail);
    }
}
