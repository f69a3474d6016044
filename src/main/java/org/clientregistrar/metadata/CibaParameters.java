package org.clientregistrar.metadata;

import java.util.List;

/** What clients of client-initiated backchannel authentication say of themselves. */
public final class CibaParameters {

    public static final Parameter<String> BACKCHANNEL_TOKEN_DELIVERY_MODE =
            Parameter.text("backchannel_token_delivery_mode")
                    .section(
                            "OpenID Connect Client-Initiated Backchannel Authentication Flow, Core 1.0 section 4")
                    .group(Unregistered.CIBA)
                    .oneOf("CIBA-4-01", "poll", "ping", "push")
                    .announcedAs("backchannel_token_delivery_modes_supported")
                    .is(
                            "How the client gets its tokens. Required with the CIBA grant type, which poll and ping need.");

    public static final Parameter<String> BACKCHANNEL_CLIENT_NOTIFICATION_ENDPOINT =
            Parameter.uri("backchannel_client_notification_endpoint")
                    .section(
                            "OpenID Connect Client-Initiated Backchannel Authentication Flow, Core 1.0 section 4")
                    .group(Unregistered.CIBA)
                    .rules(TextRule.https("CIBA-4-03"), TextRule.noFragment("CIBA-4-03"))
                    .onlyWith(BACKCHANNEL_TOKEN_DELIVERY_MODE, "CIBA-4-01")
                    .is("An https URL at which the client is told; required for ping and push.");

    public static final Parameter<String> BACKCHANNEL_AUTHENTICATION_REQUEST_SIGNING_ALG =
            Parameter.algorithm(
                            "backchannel_authentication_request_signing_alg", AlgorithmUse.SIGNING)
                    .needsKey("CIBA-4-04")
                    .section(
                            "OpenID Connect Client-Initiated Backchannel Authentication Flow, Core 1.0 section 4")
                    .group(Unregistered.CIBA)
                    .chosenFrom("backchannel_authentication_request_signing_alg_values_supported")
                    .rules(TextRule.asymmetric("CIBA-4-04"))
                    .is(
                            "The asymmetric algorithm that the client signs its authentication requests with; they are not signed when left out.");

    public static final Parameter<Boolean> BACKCHANNEL_USER_CODE_PARAMETER =
            Parameter.flag("backchannel_user_code_parameter")
                    .section(
                            "OpenID Connect Client-Initiated Backchannel Authentication Flow, Core 1.0 section 4")
                    .group(Unregistered.CIBA)
                    .is("Whether the client sends user codes.");

    static final List<Parameter<?>> ALL =
            List.of(
                    BACKCHANNEL_TOKEN_DELIVERY_MODE,
                    BACKCHANNEL_CLIENT_NOTIFICATION_ENDPOINT,
                    BACKCHANNEL_AUTHENTICATION_REQUEST_SIGNING_ALG,
                    BACKCHANNEL_USER_CODE_PARAMETER);

    private CibaParameters() {}
}
