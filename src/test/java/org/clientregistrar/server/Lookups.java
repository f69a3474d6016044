package org.clientregistrar.server;

import static org.clientregistrar.admin.Admin.with;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.clientregistrar.admin.Clients;

/** The server door as an authorization server meets it. */
final class Lookups {

    private Lookups() {}

    /** A request of a server that may look clients up, and nothing else. */
    static RequestSpecification server() {
        return with(Clients.key("clients:lookup")).urlEncodingEnabled(false);
    }

    static String path(String id) {
        return "/clients/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static ValidatableResponse lookUp(String id) {
        return server().get(path(id)).then();
    }

    /** The same, with the right to see secrets. */
    static ValidatableResponse lookUpWithSecrets(String id) {
        return with(Clients.key("clients:lookup", "secrets:read")).get(path(id)).then();
    }

    static ValidatableResponse verify(String id, String method, String secret) {
        var body = JsonNodeFactory.instance.objectNode();
        return verify(id, body.put("method", method).put("client_secret", secret).toString());
    }

    static ValidatableResponse verify(String id, String body) {
        return with(Clients.key("clients:verify"))
                .urlEncodingEnabled(false)
                .body(body)
                .post(path(id) + "/verify")
                .then();
    }
}
