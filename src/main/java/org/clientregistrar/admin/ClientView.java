package org.clientregistrar.admin;

import static org.clientregistrar.metadata.IssuedParameters.CLIENT_ID;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_ID_ISSUED_AT;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.clientregistrar.client.ClientRecord;

/** A client as operators read it: its metadata, and beside it what only they may say of it. */
final class ClientView {

    private ClientView() {}

    static ObjectNode members(ClientRecord client) {
        var members = JsonNodeFactory.instance.objectNode();
        members.put(CLIENT_ID.name(), client.clientId());
        members.put(CLIENT_ID_ISSUED_AT.name(), client.issuedAt().getEpochSecond());
        members.put("state", client.state());
        members.put("origin", client.origin());
        members.put("require_consent", client.members().requireConsent());
        members.put("reuse_consent", client.members().reuseConsent());
        client.members().owner().ifPresent(owner -> members.put("owner", owner));
        client.members().note().ifPresent(note -> members.put("note", note));
        members.put("locked", client.members().locked());
        members.put("imported", client.imported());
        members.put("created_at", client.issuedAt().toString());
        members.put("updated_at", client.updatedAt().toString());
        client.deletedAt().ifPresent(at -> members.put("deleted_at", at.toString()));
        members.setAll(client.metadata().members());
        return members;
    }
}
