package org.clientregistrar.metadata;

import java.util.List;

/** Where a client is told of a logout, and where users go after one. */
public final class LogoutParameters {

    public static final Parameter<String> FRONTCHANNEL_LOGOUT_URI =
            Parameter.uri("frontchannel_logout_uri")
                    .section("OpenID Connect Front-Channel Logout 1.0 section 2")
                    .rules(
                            TextRule.web("OIDCFRONTCHANNEL-2-03"),
                            TextRule.noFragment("OIDCFRONTCHANNEL-2-02"))
                    .is(
                            "Where the client is told of a logout through the user's browser: on scheme, host and port of a redirect URI. https; http only where the deployment allows it to confidential clients.");

    public static final Parameter<Boolean> FRONTCHANNEL_LOGOUT_SESSION_REQUIRED =
            Parameter.flag("frontchannel_logout_session_required")
                    .section("OpenID Connect Front-Channel Logout 1.0 section 2")
                    .is("Whether iss and sid must be sent along.");

    public static final Parameter<String> BACKCHANNEL_LOGOUT_URI =
            Parameter.uri("backchannel_logout_uri")
                    .section("OpenID Connect Back-Channel Logout 1.0 section 2.2")
                    .rules(
                            TextRule.web("OIDCBACKCHANNEL-2.2-02"),
                            TextRule.noFragment("OIDCBACKCHANNEL-2.2-01"))
                    .is(
                            "Where the authorization server tells the client of a logout. https; http only where the deployment allows it to confidential clients.");

    public static final Parameter<Boolean> BACKCHANNEL_LOGOUT_SESSION_REQUIRED =
            Parameter.flag("backchannel_logout_session_required")
                    .section("OpenID Connect Back-Channel Logout 1.0 section 2.2")
                    .is("Whether logout tokens must have the claim sid.");

    public static final Parameter<List<String>> POST_LOGOUT_REDIRECT_URIS =
            Parameter.uris("post_logout_redirect_uris")
                    .section("OpenID Connect RP-Initiated Logout 1.0 section 3.1")
                    .rules(RedirectUri.RULES.toArray(TextRule[]::new))
                    .is(
                            "Where users may be sent after a logout. The rules of redirect_uris for the client's application type; http also where the deployment allows it to confidential clients. Kept exactly as sent.");

    static final List<Parameter<?>> ALL =
            List.of(
                    FRONTCHANNEL_LOGOUT_URI,
                    FRONTCHANNEL_LOGOUT_SESSION_REQUIRED,
                    BACKCHANNEL_LOGOUT_URI,
                    BACKCHANNEL_LOGOUT_SESSION_REQUIRED,
                    POST_LOGOUT_REDIRECT_URIS);

    private LogoutParameters() {}
}
