package org.clientregistrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import registrar.client.ApiClient;
import registrar.client.ApiException;
import registrar.client.api.AdminClientsApi;
import registrar.client.api.RegistrationApi;
import registrar.client.api.ServerChangesApi;
import registrar.client.model.AdminClientCreation;
import registrar.client.model.AdminClientPatch;
import registrar.client.model.ClientMetadata;
import registrar.client.model.ClientUpdate;
import registrar.client.model.SecretRotation;

/** The Java client that the build makes from the contract, as docs/clients.md tells. */
@RegistrarTest
class JavaClientTest {

    private static final List<URI> REDIRECT_URIS =
            List.of(URI.create("https://client.example.org/cb"));

    /** A client of the service under test that presents a token, if there is one. */
    private static ApiClient with(String token) {
        var client = new ApiClient();
        client.updateBaseUri("http://localhost:" + RestAssured.port);
        if (token != null) {
            client.setRequestInterceptor(
                    request -> request.header("Authorization", "Bearer " + token));
        }
        return client;
    }

    private static ApiClient operator() {
        return with(TestDatabase.ACCESS_KEY);
    }

    @Test
    @DisplayName(
            "A Java client that is generated from the contract registers, reads, updates, rotates the secret and deletes")
    void managesItself() throws ApiException {
        var metadata = new ClientMetadata().clientName("Generated").redirectUris(REDIRECT_URIS);
        metadata.putAdditionalProperty("client_name#fr", "Produit");
        var registered = new RegistrationApi(with(null)).registerClient(metadata);
        var id = registered.getClientId();
        assertEquals("Generated", registered.getClientName());
        assertEquals(REDIRECT_URIS, registered.getRedirectUris());
        assertEquals("client_secret_basic", registered.getTokenEndpointAuthMethod());
        assertEquals("Produit", registered.getAdditionalProperty("client_name#fr"));

        var registration = new RegistrationApi(with(registered.getRegistrationAccessToken()));
        var read = registration.readClientWithHttpInfo(id);
        assertEquals(registered, read.getData());

        var update = new ClientUpdate().clientId(id).redirectUris(REDIRECT_URIS);
        var etag = read.getHeaders().get("ETag").get(0);
        var updated = registration.replaceClient(id, update.clientName("Generated anew"), etag);
        assertEquals("Generated anew", updated.getClientName());
        assertFalse(
                updated.getAdditionalProperties() != null
                        && updated.getAdditionalProperties().containsKey("client_name#fr"));
        var conflict =
                assertThrows(
                        ApiException.class, () -> registration.replaceClient(id, update, etag));
        assertEquals(412, conflict.getCode());

        var rotated =
                registration.rotateClientSecret(id, null, new SecretRotation().overlapSeconds(60));
        assertNotNull(rotated.getClientSecret());
        assertNotEquals(registered.getClientSecret(), rotated.getClientSecret());

        registration.deleteClient(id, null);
        assertEquals(
                401, assertThrows(ApiException.class, () -> registration.readClient(id)).getCode());
    }

    @Test
    @DisplayName(
            "With an access key it administers clients and follows their changes; a patch changes what it names, and nothing else")
    void administers() throws Exception {
        var admin = new AdminClientsApi(operator());
        var feed = new ServerChangesApi(operator());
        var start = feed.followChanges(null, null, null);
        assertTrue(start.getChanges().isEmpty());

        var wanted = new AdminClientCreation().requireConsent(false).owner("team");
        var created = admin.createClient(wanted.redirectUris(REDIRECT_URIS));
        var id = created.getClientId();
        assertEquals("team", created.getOwner());
        assertNotNull(created.getCreatedAt());

        var changed = admin.changeClient(id, new AdminClientPatch().note("seen"), null);
        assertEquals("seen", changed.getNote());
        assertEquals("team", changed.getOwner());
        assertEquals(false, changed.getRequireConsent());
        assertEquals(
                List.of("team"),
                admin
                        .findClients(
                                null, null, null, null, "team", null, null, null, null, null, null,
                                null, null, null, null, 1, null, null)
                        .getClients()
                        .stream()
                        .map(client -> client.getOwner())
                        .toList());

        var changes = feed.followChanges(start.getNext(), 1000, 5);
        assertTrue(
                changes.getChanges().stream().anyMatch(change -> change.getClientId().equals(id)));
        admin.deleteClientAsOperator(id, null);
    }

    @Test
    @DisplayName("A refusal comes with the one form of error")
    void tellsErrors() throws Exception {
        var refusal =
                assertThrows(
                        ApiException.class,
                        () -> new RegistrationApi(with(null)).registerClient(new ClientMetadata()));
        assertEquals(400, refusal.getCode());
        var mapper = ApiClient.createDefaultObjectMapper();
        var error = mapper.readValue(refusal.getResponseBody(), registrar.client.model.Error.class);
        var sent = mapper.readValue(refusal.getResponseBody(), JsonNode.class);
        assertEquals(sent.get("error").textValue(), error.getError().getValue());
        assertEquals("redirect_uris", error.getErrors().get(0).getMember());
    }
}
