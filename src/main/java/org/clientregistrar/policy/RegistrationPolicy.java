package org.clientregistrar.policy;

import static org.clientregistrar.error.OAuthException.Code.INVALID_SOFTWARE_STATEMENT;
import static org.clientregistrar.error.OAuthException.Code.UNAPPROVED_SOFTWARE_STATEMENT;
import static org.clientregistrar.metadata.Catalogue.SCOPE;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import org.clientregistrar.access.Admission;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.error.Faults;
import org.clientregistrar.metadata.ClientMetadata;
import org.clientregistrar.metadata.Limits;
import org.clientregistrar.metadata.MetadataDraft;

/**
 * What this deployment lets a client be, and which defaults it fills in. One way for registration
 * and update alike.
 */
@Startup
@Singleton
public class RegistrationPolicy {

    private final RegistrarConfig.Registration registration;
    private final Limits limits;
    private final GrantRules grantRules;
    private final RedirectUriRules redirectUriRules;
    private final AuthenticationRules authenticationRules;

    RegistrationPolicy(RegistrarConfig config) {
        this.registration = config.registration();
        this.limits =
                new Limits(
                        config.limits().arrayItems(),
                        config.limits().uriLength(),
                        config.limits().stringLength());
        if (registration.defaultScope().filter(scope -> !SCOPE.accepts(scope)).isPresent()) {
            throw new SettingException(
                    "registrar.registration.default-scope",
                    "must be scope tokens with one space between them");
        }
        this.grantRules = new GrantRules(config);
        this.redirectUriRules = new RedirectUriRules(config.redirectUris());
        this.authenticationRules =
                new AuthenticationRules(
                        config.supported().authMethods().orElse(AuthenticationRules.DEFAULT));
    }

    /**
     * Makes metadata of a request that may be registered as it is.
     *
     * @param request the members of a registration or an update
     * @param admission on what ground the client is let in, since an open registration may have
     *     less
     * @param faults what is already wrong with the request
     * @throws org.clientregistrar.error.OAuthException with every fault of the request
     */
    public ClientMetadata apply(ObjectNode request, Admission admission, Faults faults) {
        var draft = MetadataDraft.parse(request, limits, faults);
        if (faults.has(INVALID_SOFTWARE_STATEMENT, UNAPPROVED_SOFTWARE_STATEMENT)) {
            faults.throwIfAny(); // what is missing, such as redirect URIs, may be in the statement
        }
        authenticationRules.apply(draft);
        grantRules.apply(draft, admission);
        redirectUriRules.apply(draft);
        if (!draft.wasSent(SCOPE)) {
            registration.defaultScope().ifPresent(scope -> draft.set(SCOPE, scope)); // RFC7591-2-18
        }
        return draft.finish();
    }
}
