package org.clientregistrar.admin;

import static org.clientregistrar.metadata.IssuedParameters.CLIENT_ID;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_ID_ISSUED_AT;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.clientregistrar.client.ClientRecord;
import org.clientregistrar.client.RestoreWindow;

/** A client as operators read it: its metadata, and beside it what only they may say of it. */
@Singleton
class ClientView {

    // The names of the members that are neither metadata nor the operators' to fill in freely.
    static final String STATE = "state";
    static final String ORIGIN = "origin";
    static final String BOUNDS = "bounds";
    static final String IMPORTED = "imported";
    static final String CREATED_AT = "created_at";
    static final String UPDATED_AT = "updated_at";
    static final String DELETED_AT = "deleted_at";
    static final String RESTORABLE_UNTIL = "restorable_until";
    static final String DATE_CREATED = "date_created";
    static final String LAST_USED_AT = "last_used_at";

    private final RestoreWindow restoreWindow;

    ClientView(RestoreWindow restoreWindow) {
        this.restoreWindow = restoreWindow;
    }

    /** All members, those in the words of django-oidc-provider behind the others. */
    ObjectNode members(ClientRecord client) {
        var members = standardMembers(client);
        restoreWindow.endOf(client).ifPresent(end -> members.put(RESTORABLE_UNTIL, end.toString()));
        Synonym.addTo(members);
        members.put(
                DATE_CREATED, client.issuedAt().atOffset(ZoneOffset.UTC).toLocalDate().toString());
        return members;
    }

    /** The same, and when an authorization server last used the client, if ever. */
    ObjectNode members(ClientRecord client, Optional<Instant> lastUse) {
        var members = members(client);
        lastUse.ifPresent(at -> members.put(LAST_USED_AT, at.toString()));
        return members;
    }

    /**
     * The members without those that say the same in other words, and without the end of the
     * restore window.
     */
    static ObjectNode standardMembers(ClientRecord client) {
        var members = JsonNodeFactory.instance.objectNode();
        members.put(CLIENT_ID.name(), client.clientId());
        members.put(CLIENT_ID_ISSUED_AT.name(), client.issuedAt().getEpochSecond());
        members.put(STATE, client.state().toString());
        members.put(ORIGIN, client.origin().toString());
        members.setAll(client.members().toJson());
        client.bounds().ifPresent(bounds -> members.set(BOUNDS, bounds.members()));
        members.put(IMPORTED, client.imported());
        members.put(CREATED_AT, client.issuedAt().toString());
        members.put(UPDATED_AT, client.updatedAt().toString());
        client.deletedAt().ifPresent(at -> members.put(DELETED_AT, at.toString()));
        members.setAll(client.metadata().members());
        return members;
    }
}
