package org.clientregistrar.client;

import static org.clientregistrar.metadata.IssuedParameters.CLIENT_SECRET;
import static org.clientregistrar.metadata.IssuedParameters.REGISTRATION_ACCESS_TOKEN;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.clientregistrar.audit.Changes;
import org.clientregistrar.client.RegisteredClient.IssuedSecret;
import org.clientregistrar.metadata.Parameter;
import org.clientregistrar.secret.Secret;
import org.clientregistrar.secret.StoredSecret;

/**
 * One change of a client's row: it knows what was there before, takes the credentials that are made
 * on the way, and says in the end what became other. Of credentials it says {@code {"from":
 * "earlier", "to": "new"}}, and no more.
 */
final class ClientChange {

    /** The ids of secrets; what they are called in a list of them. */
    private static final String SECRET_IDS = "secret_ids";

    private final Client client;
    private final ObjectNode before;
    private final ObjectNode credentials = JsonNodeFactory.instance.objectNode();
    private boolean isSecretGone;
    private Optional<Secret> madeToken = Optional.empty();
    private Optional<IssuedSecret> madeSecret = Optional.empty();

    private ClientChange(Client client, ObjectNode before) {
        this.client = client;
        this.before = before;
    }

    /** A change of what is there. */
    static ClientChange of(Client client) {
        return new ClientChange(client, seen(client));
    }

    /** A client that comes to be. */
    static ClientChange ofNew(Client client) {
        return new ClientChange(client, JsonNodeFactory.instance.objectNode());
    }

    void setSecrets(ClientSecrets.Change secrets) {
        madeSecret = secrets.made();
        mark(
                CLIENT_SECRET,
                !client.secrets.isEmpty(),
                !secrets.stored().isEmpty(),
                madeSecret.isPresent());
        var ids = secrets.stored().stream().map(StoredSecret::id).toList();
        isSecretGone |= client.secrets.stream().anyMatch(secret -> !ids.contains(secret.id()));
        client.setSecrets(secrets.stored());
    }

    /** Takes secrets away and makes none; the ids of those that go are told. */
    void removeSecrets(List<StoredSecret> kept) {
        var ids = before.putArray(SECRET_IDS);
        client.secrets.stream()
                .filter(secret -> !kept.contains(secret))
                .forEach(secret -> ids.add(secret.id()));
        setSecrets(new ClientSecrets.Change(kept, Optional.empty()));
    }

    /** Forgets when secrets that went were last of use; to be called once the rest is written. */
    void forgetUse() {
        if (isSecretGone) {
            UseTable.forgetAllBut(
                    client.clientId, client.secrets.stream().map(StoredSecret::id).toList());
        }
    }

    /** Puts another registration access token, or none, in the place of the one that is there. */
    void setToken(Optional<Secret> token) {
        mark(
                REGISTRATION_ACCESS_TOKEN,
                client.registrationTokenHash != null,
                token.isPresent(),
                true);
        client.registrationTokenHash = token.map(Secret::sha256).orElse(null);
        madeToken = token;
    }

    private void mark(Parameter<?> credential, boolean had, boolean has, boolean isNew) {
        if (isNew || had != has) {
            if (had) {
                before.put(credential.name(), "earlier");
            }
            if (has) {
                credentials.put(credential.name(), "new");
            }
        }
    }

    /** The registration access token that was made. */
    Optional<Secret> madeToken() {
        return madeToken;
    }

    /** The secret that was made, or brought along. */
    Optional<IssuedSecret> madeSecret() {
        return madeSecret;
    }

    /** What became other, by the members that operators see. */
    Changes changes() {
        var after = seen(client);
        after.setAll(credentials);
        return Changes.between(before, after);
    }

    private static ObjectNode seen(Client client) {
        var record = client.toRecord();
        var members = record.metadata().members();
        if (record.imported()) {
            members.put("imported", true);
        }
        members.put("state", record.state().toString());
        members.setAll(record.members().toJson());
        return members;
    }
}
