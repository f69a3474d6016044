package org.clientregistrar.client;

import static org.clientregistrar.metadata.ClientParameters.TOKEN_ENDPOINT_AUTH_METHOD;

import java.time.Instant;
import java.util.Optional;
import org.clientregistrar.access.Bounds;
import org.clientregistrar.metadata.ClientMetadata;

/**
 * All that operators may see of a client: its metadata, and what only they may say of it. No
 * credentials.
 *
 * @param clientId its identifier
 * @param metadata all it registered, with defaults
 * @param state where it is in its life
 * @param origin on what ground it came to be
 * @param members what only operators say of it
 * @param bounds what the initial access token of its registration allows it; empty without one
 * @param imported whether its id or secret was brought along
 * @param issuedAt when the identifier was issued
 * @param updatedAt when anything of this last changed
 * @param deletedAt when it was deleted; empty for all others
 * @param version counts the changes; the ETag
 */
public record ClientRecord(
        String clientId,
        ClientMetadata metadata,
        ClientState state,
        ClientOrigin origin,
        AdminMembers members,
        Optional<Bounds> bounds,
        boolean imported,
        Instant issuedAt,
        Instant updatedAt,
        Optional<Instant> deletedAt,
        long version) {

    /**
     * How its method of authentication counts in RFC 6749 section 2.1: public or confidential;
     * empty without one.
     */
    public Optional<String> clientType() {
        return metadata.get(TOKEN_ENDPOINT_AUTH_METHOD)
                .map(method -> metadata.isPublic() ? "public" : "confidential");
    }

    /** Whether it may be used: neither disabled nor deleted. */
    public boolean isEnabled() {
        return state == ClientState.ACTIVE;
    }
}
