package org.clientregistrar.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.clientregistrar.client.RegisteredClient.IssuedSecret;
import org.clientregistrar.error.Fault;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.metadata.IssuedParameters;

/**
 * What became of one line.
 *
 * @param kind in a word
 * @param clientId the client; empty where the line does not say, or not in a way that can be
 * @param errors why it was not done
 * @param warnings what was let through and deserves a look
 * @param secret a secret that was made for the client
 */
record ImportOutcome(
        Kind kind,
        Optional<String> clientId,
        List<Fault> errors,
        List<Fault> warnings,
        Optional<IssuedSecret> secret) {

    /** What becomes of lines. */
    enum Kind {
        CREATED,
        REPLACED,
        /** The client is here, and is what the line says. */
        UNCHANGED,
        /** The client is here and is other, or was here. */
        CONFLICT,
        /** The line cannot be. */
        REFUSED,
        /** The line is no client; there is no outcome of it but in the summary. */
        SKIPPED;

        /** The name on the wire. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int MOST_FAULTS = 100;

    static ImportOutcome done(
            Kind kind, String clientId, List<Fault> warnings, Optional<IssuedSecret> secret) {
        return new ImportOutcome(kind, Optional.of(clientId), List.of(), warnings, secret);
    }

    static ImportOutcome failed(Kind kind, Optional<String> clientId, OAuthException why) {
        return new ImportOutcome(kind, clientId, why.faults(), List.of(), Optional.empty());
    }

    static ImportOutcome skipped() {
        return new ImportOutcome(
                Kind.SKIPPED, Optional.empty(), List.of(), List.of(), Optional.empty());
    }

    /** The line of the reply. */
    ObjectNode line(long number) {
        var line = JsonNodeFactory.instance.objectNode();
        line.put("line", number);
        clientId.ifPresent(id -> line.put(IssuedParameters.CLIENT_ID.name(), id));
        line.put("outcome", kind.toString());
        secret.ifPresent(made -> made.addTo(line));
        if (!errors.isEmpty()) {
            line.putPOJO("errors", errors.stream().limit(MOST_FAULTS).toList());
        }
        if (!warnings.isEmpty()) {
            line.putPOJO("warnings", warnings);
        }
        return line;
    }
}
