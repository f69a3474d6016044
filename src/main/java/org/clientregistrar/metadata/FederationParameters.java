package org.clientregistrar.metadata;

import java.util.List;

/** What OpenID Federation 1.0 adds. */
public final class FederationParameters {

    public static final Parameter<List<String>> CLIENT_REGISTRATION_TYPES =
            Parameter.texts("client_registration_types")
                    .section("OpenID Federation 1.0 section 5.1.2")
                    .known("automatic", "explicit")
                    .is(
                            "How the client registers within a federation; other values may be defined.");

    public static final Parameter<String> SIGNED_JWKS_URI =
            Parameter.uri("signed_jwks_uri")
                    .section("OpenID Federation 1.0 section 5.2.1")
                    .rules(TextRule.https("OIDFED-5.2-01"), TextRule.noFragment("OIDFED-5.2-01"))
                    .is(
                            "An https URL of a signed JWT with the client's JWK Set. It is not read at registration.");

    public static final Parameter<String> ORGANIZATION_NAME =
            Parameter.text("organization_name")
                    .section("OpenID Federation 1.0 section 5.2.2")
                    .localizable()
                    .is("The name of the organization behind the client.");

    public static final Parameter<String> DISPLAY_NAME =
            Parameter.text("display_name")
                    .section("OpenID Federation 1.0 section 5.2.2")
                    .group(Unregistered.DISPLAY_NAME)
                    .localizable()
                    .is("The name of the client as shown to users.");

    public static final Parameter<String> DESCRIPTION =
            Parameter.text("description")
                    .section("OpenID Federation 1.0 section 5.2.2")
                    .localizable()
                    .is("What the client is, for people.");

    public static final Parameter<List<String>> KEYWORDS =
            Parameter.someTexts("keywords", "OIDFED-5.2-01")
                    .section("OpenID Federation 1.0 section 5.2.2")
                    .is("One or more words to find the client by.");

    public static final Parameter<String> INFORMATION_URI =
            Parameter.uri("information_uri")
                    .section("OpenID Federation 1.0 section 5.2.2")
                    .localizable()
                    .rules(TextRule.webPage("OIDFED-5.2-01"))
                    .is("A web page with information about the client.");

    public static final Parameter<String> ORGANIZATION_URI =
            Parameter.uri("organization_uri")
                    .section("OpenID Federation 1.0 section 5.2.2")
                    .localizable()
                    .rules(TextRule.webPage("OIDFED-5.2-01"))
                    .is("A web page of the organization.");

    static final List<Parameter<?>> ALL =
            List.of(
                    CLIENT_REGISTRATION_TYPES,
                    SIGNED_JWKS_URI,
                    ORGANIZATION_NAME,
                    DISPLAY_NAME,
                    DESCRIPTION,
                    KEYWORDS,
                    INFORMATION_URI,
                    ORGANIZATION_URI);

    private FederationParameters() {}
}
