package org.clientregistrar.policy;

import static org.clientregistrar.metadata.ClientParameters.REDIRECT_URIS;
import static org.clientregistrar.metadata.LogoutParameters.BACKCHANNEL_LOGOUT_URI;
import static org.clientregistrar.metadata.LogoutParameters.FRONTCHANNEL_LOGOUT_URI;

import java.util.Optional;
import org.clientregistrar.metadata.MetadataDraft;
import org.clientregistrar.metadata.Parameter;
import org.clientregistrar.metadata.RedirectUri;
import org.clientregistrar.metadata.UriText;

/**
 * Where clients are told of a logout (OpenID Connect Front-Channel and Back-Channel Logout 1.0).
 */
final class LogoutRules {

    private final boolean allowHttp;

    LogoutRules(boolean allowHttp) {
        this.allowHttp = allowHttp;
    }

    void apply(MetadataDraft draft) {
        checkScheme(draft, FRONTCHANNEL_LOGOUT_URI, "OIDCFRONTCHANNEL-2-03");
        checkScheme(draft, BACKCHANNEL_LOGOUT_URI, "OIDCBACKCHANNEL-2.2-02");
        checkOrigin(draft);
    }

    private void checkScheme(MetadataDraft draft, Parameter<String> parameter, String rule) {
        draft.get(parameter)
                .filter(uri -> !UriText.of(uri).scheme().equals("https"))
                .filter(uri -> !allowHttp || draft.isPublic())
                .ifPresent(uri -> draft.fault(parameter, rule, "must be an https URL"));
    }

    /** Pages of elsewhere could be made to log users out (Front-Channel Logout section 2). */
    private static void checkOrigin(MetadataDraft draft) {
        if (draft.isFaulty(REDIRECT_URIS)) {
            return;
        }
        var origins =
                draft.redirectUris(REDIRECT_URIS).stream()
                        .flatMap(Optional::stream)
                        .map(RedirectUri::parts)
                        .map(UriText::origin)
                        .toList();
        draft.get(FRONTCHANNEL_LOGOUT_URI)
                .filter(uri -> !origins.contains(UriText.of(uri).origin()))
                .ifPresent(
                        uri ->
                                draft.fault(
                                        FRONTCHANNEL_LOGOUT_URI,
                                        "OIDCFRONTCHANNEL-2-01",
                                        "must have the scheme, host and port of a redirect URI"));
    }
}
