package org.clientregistrar.admin;

import static org.clientregistrar.admin.Admin.admin;

import io.restassured.response.ValidatableResponse;
import java.util.Map;

/** Initial access tokens as an operator hands them out. */
public final class Tokens {

    static final String PATH = "/admin/initial-access-tokens";

    private Tokens() {}

    /**
     * A token that was handed out.
     *
     * @param id by which it is named
     * @param value the token itself
     */
    public record Token(String id, String value) {

        /** Ends it. */
        public void revoke() {
            admin().delete(PATH + "/" + id).then().statusCode(204);
        }
    }

    /** What becomes of a request for a token, given as JSON. */
    static ValidatableResponse issue(String body) {
        return admin().body(body).post(PATH).then();
    }

    /** A token that is good for what a request, given as JSON, says. */
    public static Token issued(String body) {
        Map<String, Object> reply = issue(body).statusCode(201).extract().jsonPath().getMap("$");
        return new Token(
                (String) reply.get("token_id"), (String) reply.get("initial_access_token"));
    }

    /** A token for any number of clients, with bounds that are given as the inside of an object. */
    public static Token bounded(String bounds) {
        return issued("{\"max_uses\": null, \"bounds\": {" + bounds + "}}");
    }
}
