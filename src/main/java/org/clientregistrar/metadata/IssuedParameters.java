package org.clientregistrar.metadata;

import java.util.List;

/** What the registry issues itself: never taken from a registration (CHOICE-07). */
public final class IssuedParameters {

    public static final Parameter<String> CLIENT_ID =
            Parameter.text("client_id")
                    .section("RFC 7591 section 3.2.1")
                    .issuedByRegistry()
                    .is(
                            "The client identifier: 32 characters of 0-9 and a-f for a client that registered itself. Unique, never changed, never issued again. An update must carry it.");

    public static final Parameter<String> CLIENT_SECRET =
            Parameter.text("client_secret")
                    .section("RFC 7591 section 3.2.1")
                    .issuedByRegistry()
                    .is(
                            "The client secret: 64 characters of A-Z, a-z, 0-9, - and _ (enough for HS512), only where the authentication method uses one. An update may carry it and must then repeat the issued value.");

    public static final Parameter<Long> CLIENT_ID_ISSUED_AT =
            Parameter.seconds("client_id_issued_at")
                    .section("RFC 7591 section 3.2.1")
                    .issuedByRegistry()
                    .is(
                            "When the client identifier was issued, in seconds since 1970-01-01T00:00:00Z. Not allowed in an update.");

    public static final Parameter<Long> CLIENT_SECRET_EXPIRES_AT =
            Parameter.seconds("client_secret_expires_at")
                    .section("RFC 7591 section 3.2.1")
                    .issuedByRegistry()
                    .is(
                            "When the client secret expires, in seconds since 1970-01-01T00:00:00Z; 0 if it does not. Beside every client_secret. Not allowed in an update.");

    public static final Parameter<String> REGISTRATION_ACCESS_TOKEN =
            Parameter.text("registration_access_token")
                    .section("RFC 7592 section 3")
                    .issuedByRegistry()
                    .is(
                            "The bearer token for the client configuration endpoint, and for nothing else. Not allowed in an update.");

    public static final Parameter<String> REGISTRATION_CLIENT_URI =
            Parameter.uri("registration_client_uri")
                    .section("RFC 7592 section 3")
                    .issuedByRegistry()
                    .is(
                            "The URL of the client configuration endpoint of this client. Not allowed in an update.");

    static final List<Parameter<?>> ALL =
            List.of(
                    CLIENT_ID,
                    CLIENT_SECRET,
                    CLIENT_ID_ISSUED_AT,
                    CLIENT_SECRET_EXPIRES_AT,
                    REGISTRATION_ACCESS_TOKEN,
                    REGISTRATION_CLIENT_URI);

    private IssuedParameters() {}
}
