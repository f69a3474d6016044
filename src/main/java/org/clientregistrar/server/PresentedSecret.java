package org.clientregistrar.server;

import static org.clientregistrar.error.OAuthException.Code.INVALID_REQUEST;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.clientregistrar.error.Faults;
import org.clientregistrar.json.KnownMembers;
import org.clientregistrar.secret.Secret;

/**
 * What a client authenticated with at an authorization server.
 *
 * @param method the token_endpoint_auth_method by which it did
 * @param secret the secret that it presented
 */
record PresentedSecret(String method, Secret secret) {

    private static final String METHOD = "method";
    private static final String CLIENT_SECRET = "client_secret";
    private static final KnownMembers MEMBERS = KnownMembers.of(METHOD, CLIENT_SECRET);

    /** Those that are a comparison of secrets; what is signed is verified elsewhere for now. */
    private static final List<String> METHODS =
            List.of("client_secret_basic", "client_secret_post");

    /** As long as one that is brought along may be; no client has a longer one. */
    private static final int LONGEST = 1024;

    /**
     * Reads the body of a request.
     *
     * @throws org.clientregistrar.error.OAuthException 400 with every member that is missing,
     *     unknown, or not as it has to be
     */
    static PresentedSecret of(ObjectNode body) {
        var faults = new Faults();
        MEMBERS.check(body, null, faults);
        var method = body.path(METHOD).textValue();
        if (method == null || !METHODS.contains(method)) {
            faults.add(
                    INVALID_REQUEST,
                    METHOD,
                    null,
                    "must be client_secret_basic or client_secret_post: no other method is verified here");
        }
        var secret = body.path(CLIENT_SECRET).textValue();
        if (secret == null || secret.isEmpty() || secret.length() > LONGEST) {
            faults.add(
                    INVALID_REQUEST,
                    CLIENT_SECRET,
                    null,
                    "must be a string of 1 to " + LONGEST + " characters");
        }
        faults.throwIfAny();
        return new PresentedSecret(method, Secret.of(secret));
    }
}
