package org.clientregistrar.registration;

import static org.clientregistrar.TestKeys.P256;
import static org.clientregistrar.TestKeys.RSA;
import static org.clientregistrar.TestKeys.json;
import static org.clientregistrar.TestKeys.jwks;
import static org.clientregistrar.registration.Door.V;
import static org.clientregistrar.registration.Door.register;
import static org.clientregistrar.registration.Door.registerWith;
import static org.clientregistrar.registration.Door.registeredWith;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parameters that the IANA registry does not have, switched on, and members of one's own. */
@RegistrarTest
@TestProfile(UnregisteredTest.AllGroups.class)
class UnregisteredTest {

    private static final String CIBA =
            "\"grant_types\": [\"authorization_code\", \"urn:openid:params:grant-type:ciba\"]";

    public static class AllGroups implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "registrar.metadata.unregistered",
                    "jarm,ciba,choices,display-name,credential-offer,response-modes",
                    "registrar.metadata.extensions",
                    "x_a:string:64,X_A:string,x_b:object,x_list:strings,x_flag:boolean,x_number:number,x_any:any:16",
                    "registrar.supported.grant-types",
                    "authorization_code,implicit,client_credentials,urn:openid:params:grant-type:ciba",
                    "registrar.registration.open-grant-types",
                    "authorization_code,implicit,client_credentials,urn:openid:params:grant-type:ciba",
                    "registrar.supported.signing-algs",
                    "RS256,PS256,ES256,HS256,none",
                    "registrar.supported.response-modes",
                    "query,form_post",
                    "registrar.supported.delivery-modes",
                    "poll,ping,push");
        }
    }

    @Test
    @DisplayName(
            "JARM-CM-01, JARM-CM-02, JARM-CM-03: signed authorization responses are never none; encrypted, they need a key and get a content encryption")
    void checksJarm() {
        register(V).body("authorization_signed_response_alg", equalTo("RS256"));
        registerWith("\"authorization_signed_response_alg\": \"none\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("JARM-CM-01"));
        registerWith("\"authorization_encrypted_response_enc\": \"A128GCM\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("JARM-CM-02"));
        registerWith("\"authorization_encrypted_response_alg\": \"RSA-OAEP\"")
                .statusCode(400)
                .body("errors[0].rule", equalTo("JARM-CM-03"));
        registerWith("\"authorization_encrypted_response_alg\": \"RSA-OAEP\", " + jwks(json(RSA)))
                .statusCode(201)
                .body("authorization_encrypted_response_enc", equalTo("A128CBC-HS256"));
    }

    @Test
    @DisplayName(
            "The other groups: display_name with tags, credential_offer_endpoint, response_modes")
    void checksOtherGroups() {
        registerWith(
                        "\"display_name\": \"a\", \"display_name#fr\": \"b\", \"credential_offer_endpoint\": \"https://c.example/offer\", \"response_modes\": [\"query\"]")
                .statusCode(201)
                .body("'display_name#fr'", equalTo("b"))
                .body("credential_offer_endpoint", equalTo("https://c.example/offer"))
                .body("response_modes", contains("query"));
        registerWith("\"credential_offer_endpoint\": \"http://c.example/offer\"").statusCode(400);
        registerWith("\"response_modes\": [\"query\", \"fragment\"]")
                .statusCode(400)
                .body("errors[0].member", equalTo("response_modes[1]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                CIBA + "|CIBA-4-01|backchannel_token_delivery_mode",
                CIBA
                        + ", \"backchannel_token_delivery_mode\": \"wait\"|CIBA-4-01|backchannel_token_delivery_mode",
                "\"backchannel_token_delivery_mode\": \"poll\"|CIBA-4-02|grant_types",
                CIBA
                        + ", \"backchannel_token_delivery_mode\": \"ping\"|CIBA-4-03|backchannel_client_notification_endpoint",
                CIBA
                        + ", \"backchannel_token_delivery_mode\": \"ping\", \"backchannel_client_notification_endpoint\": \"http://c.example/n\"|CIBA-4-03|backchannel_client_notification_endpoint",
                "\"backchannel_token_delivery_mode\": \"push\"|CIBA-4-03|backchannel_client_notification_endpoint",
                "\"backchannel_client_notification_endpoint\": \"https://c.example/n\"|CIBA-4-01|backchannel_client_notification_endpoint",
                CIBA
                        + ", \"backchannel_token_delivery_mode\": \"poll\", \"backchannel_authentication_request_signing_alg\": \"HS256\"|CIBA-4-04|backchannel_authentication_request_signing_alg",
                CIBA
                        + ", \"backchannel_token_delivery_mode\": \"poll\", \"backchannel_authentication_request_signing_alg\": \"none\"|CIBA-4-04|backchannel_authentication_request_signing_alg",
                CIBA
                        + ", \"backchannel_token_delivery_mode\": \"poll\", \"backchannel_authentication_request_signing_alg\": \"ES256\"|CIBA-4-04|backchannel_authentication_request_signing_alg",
                "\"backchannel_user_code_parameter\": \"x\"|RFC7591-2-01|backchannel_user_code_parameter",
                CIBA
                        + ", \"backchannel_token_delivery_mode\": \"poll\", \"subject_type\": \"pairwise\", \"token_endpoint_auth_method\": \"none\"|CIBA-4-06|jwks_uri",
                CIBA
                        + ", \"backchannel_token_delivery_mode\": \"poll\", \"subject_type\": \"pairwise\", \"jwks_uri\": \"https://client.example.org/jwks\"|CIBA-4-08|backchannel_authentication_request_signing_alg"
            })
    @DisplayName(
            "CIBA-4-01, CIBA-4-02, CIBA-4-03, CIBA-4-04, CIBA-4-05, CIBA-4-06, CIBA-4-08: each mode needs what it needs")
    void refusesCiba(String members, String rule, String member) {
        registerWith(members)
                .statusCode(400)
                .body("errors.rule", hasItem(rule))
                .body("errors.member", hasItem(member));
    }

    @Test
    @DisplayName(
            "CIBA-4-01, CIBA-4-03, CIBA-4-04, CIBA-4-05, CIBA-4-06, CIBA-4-08: complete clients of each mode")
    void takesCiba() {
        registerWith(CIBA + ", \"backchannel_token_delivery_mode\": \"poll\"")
                .statusCode(201)
                .body("backchannel_user_code_parameter", equalTo(false));
        registerWith(
                        "\"backchannel_token_delivery_mode\": \"push\", \"backchannel_client_notification_endpoint\": \"https://c.example/n\", \"backchannel_user_code_parameter\": true")
                .statusCode(201)
                .body("backchannel_user_code_parameter", equalTo(true));
        registerWith(
                        CIBA
                                + ", \"backchannel_token_delivery_mode\": \"ping\", \"backchannel_client_notification_endpoint\": \"https://c.example/n\", \"backchannel_authentication_request_signing_alg\": \"ES256\", "
                                + jwks(json(P256)))
                .statusCode(201);
        registerWith(
                        CIBA
                                + ", \"backchannel_token_delivery_mode\": \"poll\", \"subject_type\": \"pairwise\", \"jwks_uri\": \"https://client.example.org/jwks\", \"token_endpoint_auth_method\": \"private_key_jwt\"")
                .statusCode(201);
        register(
                        "{\"grant_types\": [\"urn:openid:params:grant-type:ciba\"], \"backchannel_token_delivery_mode\": \"poll\"}")
                .statusCode(201);
    }

    @Test
    @DisplayName(
            "RPCHOICES-2-01: of a list the first value that can be had is registered, and the list is in no response")
    void chooses() {
        var client =
                registeredWith(
                        "\"token_endpoint_auth_methods_supported\": [\"private_key_jwt\", \"client_secret_post\"]");
        client.get()
                .body("token_endpoint_auth_method", equalTo("client_secret_post"))
                .body("$", not(hasKey("token_endpoint_auth_methods_supported")));
        registerWith(
                        "\"token_endpoint_auth_methods_supported\": [\"private_key_jwt\", \"client_secret_post\"], \"token_endpoint_auth_signing_alg_values_supported\": [\"ES256\", \"RS256\"], "
                                + jwks(json(RSA)))
                .statusCode(201)
                .body("token_endpoint_auth_method", equalTo("private_key_jwt"))
                .body("token_endpoint_auth_signing_alg", equalTo("RS256"));
        registerWith("\"subject_types_supported\": [\"pairwise\", \"public\"]")
                .body("subject_type", equalTo("pairwise"));
        registerWith(
                        "\"userinfo_encryption_alg_values_supported\": [\"ECDH-ES\", \"RSA-OAEP\"], \"userinfo_encryption_enc_values_supported\": [\"A256GCM\"], "
                                + jwks(json(RSA)))
                .statusCode(201)
                .body("userinfo_encrypted_response_alg", equalTo("RSA-OAEP"))
                .body("userinfo_encrypted_response_enc", equalTo("A256GCM"));
        registerWith(
                        "\"id_token_encryption_alg_values_supported\": [\"RSA-OAEP\"], \"id_token_encrypted_response_enc\": \"A256GCM\", "
                                + jwks(json(RSA)))
                .statusCode(201)
                .body("id_token_encrypted_response_alg", equalTo("RSA-OAEP"))
                .body("id_token_encrypted_response_enc", equalTo("A256GCM"));
        registerWith(
                        "\"id_token_encryption_enc_values_supported\": [\"A256GCM\"], \"token_endpoint_auth_signing_alg_values_supported\": [\"ES256\"]")
                .statusCode(201)
                .body("$", not(hasKey("id_token_encrypted_response_enc")))
                .body("$", not(hasKey("token_endpoint_auth_signing_alg")));
    }

    @Test
    @DisplayName(
            "RPCHOICES-2-03: what is chosen fits the rest of the request, and is none only where nothing else is left")
    void choosesWhatFits() {
        registerWith(
                        "\"subject_types_supported\": [\"pairwise\", \"public\"], \"redirect_uris\": [\"https://a.example/cb\", \"https://b.example/cb\"]")
                .statusCode(201)
                .body("subject_type", equalTo("public"));
        var methods =
                "\"token_endpoint_auth_methods_supported\": [\"none\", \"client_secret_basic\"]";
        registerWith(methods).statusCode(201).body("token_endpoint_auth_method", equalTo("none"));
        registerWith(
                        methods
                                + ", \"grant_types\": [\"authorization_code\", \"client_credentials\"]")
                .statusCode(201)
                .body("token_endpoint_auth_method", equalTo("client_secret_basic"));
        registerWith(methods + ", \"id_token_signing_alg_values_supported\": [\"HS256\"]")
                .statusCode(201)
                .body("token_endpoint_auth_method", equalTo("client_secret_basic"));
        registerWith(
                        "\"token_endpoint_auth_methods_supported\": [\"private_key_jwt\", \"client_secret_jwt\"], \"token_endpoint_auth_signing_alg\": \"HS256\", "
                                + jwks(json(RSA)))
                .statusCode(201)
                .body("token_endpoint_auth_method", equalTo("client_secret_jwt"));
        registerWith(
                        "\"token_endpoint_auth_methods_supported\": [\"none\"], \"token_endpoint_auth_signing_alg_values_supported\": [\"HS256\"]")
                .statusCode(201)
                .body("token_endpoint_auth_method", equalTo("none"));
        registerWith(
                        CIBA
                                + ", \"backchannel_token_delivery_mode\": \"poll\", \"subject_types_supported\": [\"pairwise\", \"public\"]")
                .statusCode(201)
                .body("subject_type", equalTo("public"));
        registerWith("\"id_token_signing_alg_values_supported\": [\"none\", \"RS256\"]")
                .statusCode(201)
                .body("id_token_signed_response_alg", equalTo("RS256"));
        registerWith("\"id_token_signing_alg_values_supported\": [\"none\"]")
                .statusCode(201)
                .body("id_token_signed_response_alg", equalTo("none"));
    }

    @Test
    @DisplayName("RPCHOICES-2-02: a single value that is sent too is in its list")
    void singleValueIsInTheList() {
        registerWith("\"subject_type\": \"pairwise\", \"subject_types_supported\": [\"public\"]")
                .statusCode(400)
                .body("errors[0].rule", equalTo("RPCHOICES-2-02"))
                .body("errors[0].member", equalTo("subject_type"));
    }

    @Test
    @DisplayName(
            "RPCHOICES-2-03: a single value that cannot be had gives way to one of the list; a list without any is refused")
    void takesAnotherOfTheList() {
        registerWith(
                        "\"id_token_signed_response_alg\": \"ES512\", \"id_token_signing_alg_values_supported\": [\"ES512\", \"PS256\"]")
                .statusCode(201)
                .body("id_token_signed_response_alg", equalTo("PS256"));
        registerWith("\"id_token_signing_alg_values_supported\": [\"ES512\"]")
                .statusCode(400)
                .body("errors[0].rule", equalTo("RPCHOICES-2-03"))
                .body("errors[0].member", equalTo("id_token_signing_alg_values_supported"));
        registerWith("\"authorization_signing_alg_values_supported\": [\"none\"]")
                .statusCode(400)
                .body("errors[0].rule", equalTo("RPCHOICES-2-03"));
    }

    @Test
    @DisplayName(
            "CHOICE-24, RFC8252-8.4-05: members of the deployment's own are kept and returned, others are not")
    void keepsExtensions() {
        var members =
                "\"x_a\": \"1\", \"x_b\": {\"deep\": [1, null]}, \"x_list\": [\"a\"], \"x_flag\": true, \"x_number\": 1.50, \"x_any\": [1]";
        registerWith("\"x_a\": \"1\", \"X_A\": \"2\"")
                .statusCode(201)
                .body("x_a", equalTo("1"))
                .body("X_A", equalTo("2"));
        var client = registeredWith(members + ", \"x_c\": \"2\", \"x_a#fr\": \"2\"");
        client.get()
                .body("x_a", equalTo("1"))
                .body("x_b.deep[0]", equalTo(1))
                .body("x_list", contains("a"))
                .body("x_flag", equalTo(true))
                .body("x_number", equalTo(1.5f))
                .body("x_any", contains(1))
                .body("$", not(hasKey("x_c")))
                .body("$", not(hasKey("x_a#fr")));
        client.put("\"redirect_uris\": [\"https://c.example/cb\"], \"x_a\": \"3\"")
                .statusCode(200)
                .body("x_a", equalTo("3"))
                .body("$", not(hasKey("x_b")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x_a|1|RFC7591-2-01",
                "x_b|[]|RFC7591-2-01",
                "x_list|[1]|RFC7591-2-01",
                "x_flag|\"true\"|RFC7591-2-01",
                "x_number|\"1\"|RFC7591-2-01",
                "x_any|[1,2,3,4,5,6,7,8]|CHOICE-36"
            })
    @DisplayName("CHOICE-24, CHOICE-36: they have their type and size")
    void checksExtensions(String member, String value, String rule) {
        registerWith("\"%s\": %s".formatted(member, value))
                .statusCode(400)
                .body("errors[0].rule", equalTo(rule))
                .body("errors[0].member", equalTo(member));
    }
}
