package org.clientregistrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.client.ClientDeleteRequest;
import com.nimbusds.oauth2.sdk.client.ClientReadRequest;
import com.nimbusds.oauth2.sdk.client.ClientRegistrationResponse;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformation;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformationResponse;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientRegistrationRequest;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientRegistrationResponseParser;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientUpdateRequest;
import io.restassured.RestAssured;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The whole life of a client, led by an implementation of the protocol that is not ours. */
@RegistrarTest
class NimbusClientTest {

    private static URI registrationEndpoint() {
        return URI.create("http://localhost:" + RestAssured.port + "/register");
    }

    /**
     * Where the client lives on the service under test: its published URL has a host that is not
     * there.
     */
    private static URI configurationEndpoint(OIDCClientInformation client) {
        assertEquals(
                "https://registrar.example/register/" + client.getID(),
                client.getRegistrationURI().toString());
        return URI.create(registrationEndpoint() + "/" + client.getID());
    }

    private static OIDCClientMetadata metadata() {
        var metadata = new OIDCClientMetadata();
        metadata.setRedirectionURI(URI.create("https://client.example.org/cb"));
        metadata.setGrantTypes(Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN));
        metadata.setResponseTypes(Set.of(ResponseType.CODE));
        metadata.setTokenEndpointAuthMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        metadata.setName("Before");
        return metadata;
    }

    private static OIDCClientInformation client(HTTPResponse response) throws Exception {
        ClientRegistrationResponse parsed = OIDCClientRegistrationResponseParser.parse(response);
        assertTrue(
                parsed.indicatesSuccess(),
                () -> parsed.toErrorResponse().getErrorObject().toString());
        return ((OIDCClientInformationResponse) parsed).getOIDCClientInformation();
    }

    @Test
    @DisplayName(
            "RFC7591-3-01, RFC7592-2.1-01, RFC7592-2.2-01, RFC7592-2.3-01: the Nimbus SDK registers, reads, replaces and deletes")
    void leadsAClientsLife() throws Exception {
        var registered =
                client(
                        new OIDCClientRegistrationRequest(registrationEndpoint(), metadata(), null)
                                .toHTTPRequest()
                                .send());
        assertEquals("Before", registered.getOIDCMetadata().getName());
        assertFalse(registered.getSecret().expired());

        var endpoint = configurationEndpoint(registered);
        var token = registered.getRegistrationAccessToken();
        var read = client(new ClientReadRequest(endpoint, token).toHTTPRequest().send());
        assertEquals(registered.getSecret(), read.getSecret());
        assertEquals(token.getValue(), read.getRegistrationAccessToken().getValue());

        var changed = metadata();
        changed.setName("After");
        var replaced =
                client(
                        new OIDCClientUpdateRequest(
                                        endpoint,
                                        registered.getID(),
                                        token,
                                        changed,
                                        registered.getSecret())
                                .toHTTPRequest()
                                .send());
        assertEquals("After", replaced.getOIDCMetadata().getName());
        assertNull(replaced.getOIDCMetadata().getLogoURI());

        assertEquals(
                204,
                new ClientDeleteRequest(endpoint, token).toHTTPRequest().send().getStatusCode());
        assertEquals(
                401, new ClientReadRequest(endpoint, token).toHTTPRequest().send().getStatusCode());
    }

    @Test
    @DisplayName("RFC7591-3.2.2-06: the Nimbus SDK reads the error object")
    void readsErrors() throws Exception {
        var metadata = metadata();
        metadata.setRedirectionURI(URI.create("http://client.example.org/cb"));
        var response =
                OIDCClientRegistrationResponseParser.parse(
                        new OIDCClientRegistrationRequest(registrationEndpoint(), metadata, null)
                                .toHTTPRequest()
                                .send());
        var error = response.toErrorResponse().getErrorObject();
        assertEquals("invalid_redirect_uri", error.getCode());
        assertTrue(error.getDescription().startsWith("redirect_uris[0]: "), error.getDescription());
    }
}
