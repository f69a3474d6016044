package org.clientregistrar.server;

import static org.clientregistrar.metadata.IssuedParameters.CLIENT_ID;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_ID_ISSUED_AT;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.clientregistrar.client.AdminMembers;
import org.clientregistrar.client.ClientLookup.Found;
import org.clientregistrar.client.RegisteredClient.IssuedSecret;
import org.clientregistrar.metadata.Sector;

/** A client as an authorization server reads it: all that it has to know, and no more. */
final class LookupView {

    private LookupView() {}

    static ObjectNode members(Found found) {
        var client = found.client();
        var members = JsonNodeFactory.instance.objectNode();
        members.put(CLIENT_ID.name(), client.clientId());
        members.put(CLIENT_ID_ISSUED_AT.name(), client.issuedAt().getEpochSecond());
        members.put("state", client.state().toString());
        client.clientType().ifPresent(type -> members.put("client_type", type));
        members.put(AdminMembers.REQUIRE_CONSENT, client.members().requireConsent());
        members.put(AdminMembers.REUSE_CONSENT, client.members().reuseConsent());
        Sector.of(client.metadata()).ifPresent(host -> members.put("sector_identifier", host));
        found.keys().ifPresent(keys -> addTo(members, keys));
        members.setAll(client.metadata().members());
        return members;
    }

    /** The newest at top level too, where libraries look for it (RFC 7591 section 3.2.1). */
    private static void addTo(ObjectNode members, List<IssuedSecret> keys) {
        keys.stream().findFirst().ifPresent(newest -> newest.addTo(members));
        var all = members.putArray("client_secrets");
        keys.forEach(key -> key.addTo(all.addObject().put("secret_id", key.id())));
    }
}
