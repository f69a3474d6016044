package org.clientregistrar.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.clientregistrar.client.ClientBatch;
import org.clientregistrar.client.ClientFilter;
import org.clientregistrar.json.LineReply;

/**
 * Writes clients, one in each line, in the order of their identifiers. Each page is a statement of
 * its own, so that no transaction lasts and no more than a page is in memory: each client is as it
 * was when its page was read. One that was there all the time is there once. The last line, which
 * is no client, tells that nothing is missing.
 */
@Singleton
class ClientExport {

    /** Says in a line that the client has a secret which the line cannot have. */
    static final String WITHHELD = "client_secret_withheld";

    /** Says in a line that the client needs a secret, and has none just now. */
    static final String ABSENT = "client_secret_absent";

    /** The one member of the line that is no client. */
    static final String SUMMARY = "summary";

    private static final int PAGE = 200;

    private final ClientBatch clients;

    ClientExport(ClientBatch clients) {
        this.clients = clients;
    }

    /**
     * Writes all that are looked for.
     *
     * @param after the identifier behind which to begin; empty for the first one
     * @param withSecrets whether the lines have the secrets that can be shown
     * @throws IOException if the reader is gone
     */
    void write(ClientFilter filter, Optional<String> after, boolean withSecrets, LineReply out)
            throws IOException {
        var position = after;
        var count = 0L;
        List<ClientBatch.Leaving> page;
        do {
            page = clients.leaving(filter, position, PAGE, withSecrets);
            for (var client : page) {
                out.write(line(client));
                position = Optional.of(client.client().clientId());
            }
            out.flush();
            count += page.size();
        } while (page.size() == PAGE);
        var end = JsonNodeFactory.instance.objectNode();
        end.putObject(SUMMARY).put("clients", count).put("complete", true);
        out.write(end);
    }

    private static ObjectNode line(ClientBatch.Leaving client) {
        var members = ClientView.standardMembers(client.client());
        client.secret().ifPresent(secret -> secret.addTo(members));
        client.lack()
                .map(
                        lack ->
                                switch (lack) {
                                    case WITHHELD -> WITHHELD;
                                    case ABSENT -> ABSENT;
                                })
                .ifPresent(member -> members.put(member, true));
        return members;
    }
}
