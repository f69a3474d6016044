package org.clientregistrar.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.clientregistrar.metadata.ValueType.Json.Kind;

/** What verifiers and wallets say of themselves. */
public final class CredentialParameters {

    private static final int MOST_BYTES = 16_384;

    public static final Parameter<JsonNode> VP_FORMATS_SUPPORTED =
            Parameter.json("vp_formats_supported", new ValueType.Json(Kind.OBJECT, MOST_BYTES))
                    .section("OpenID for Verifiable Presentations 1.0 section 11.1")
                    .is(
                            "The credential formats that the client takes: an object with a member for each.");

    public static final Parameter<List<String>> ENCRYPTED_RESPONSE_ENC_VALUES_SUPPORTED =
            Parameter.someTexts("encrypted_response_enc_values_supported", "OPENID4VP-REG-01")
                    .section("OpenID for Verifiable Presentations 1.0 section 5.1")
                    .oneOf(
                            "OPENID4VP-REG-01",
                            JoseAlgorithm.names(JoseAlgorithm.CONTENT).toArray(String[]::new))
                    .is(
                            "The content encryption algorithms that the client can decrypt; one or more.");

    public static final Parameter<String> CREDENTIAL_OFFER_ENDPOINT =
            Parameter.uri("credential_offer_endpoint")
                    .section("OpenID for Verifiable Credential Issuance 1.0, client metadata")
                    .group(Unregistered.CREDENTIAL_OFFER)
                    .rules(
                            TextRule.https("OPENID4VP-REG-01"),
                            TextRule.noFragment("OPENID4VP-REG-01"))
                    .is("An https URL that takes credential offers.");

    static final List<Parameter<?>> ALL =
            List.of(
                    VP_FORMATS_SUPPORTED,
                    ENCRYPTED_RESPONSE_ENC_VALUES_SUPPORTED,
                    CREDENTIAL_OFFER_ENDPOINT);

    private CredentialParameters() {}
}
