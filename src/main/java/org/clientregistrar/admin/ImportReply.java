package org.clientregistrar.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.clientregistrar.error.OAuthException;

/** The reply to an import, written while it goes: a line for each client, and one behind them. */
final class ImportReply {

    private final OutputStream out;
    private final ObjectMapper json;
    private final boolean isDry;
    private final Map<ImportOutcome.Kind, Long> counts = new EnumMap<>(ImportOutcome.Kind.class);

    ImportReply(OutputStream out, ObjectMapper json, boolean isDry) {
        this.out = out;
        this.json = json;
        this.isDry = isDry;
        for (var kind : ImportOutcome.Kind.values()) {
            counts.put(kind, 0L);
        }
    }

    void write(long number, ImportOutcome outcome) throws IOException {
        counts.merge(outcome.kind(), 1L, Long::sum);
        if (outcome.kind() != ImportOutcome.Kind.SKIPPED) {
            writeLine(outcome.line(number));
        }
    }

    /** Sends what was written. */
    void flush() throws IOException {
        out.flush();
    }

    /**
     * Writes the last line.
     *
     * @param why what ended the import before the end of the body, if anything did
     */
    void end(Optional<OAuthException> why) throws IOException {
        var line = JsonNodeFactory.instance.objectNode();
        var summary = line.putObject(ClientExport.SUMMARY);
        counts.forEach((kind, count) -> summary.put(kind.toString(), count));
        summary.put("dry_run", isDry);
        summary.put("complete", why.isEmpty());
        why.ifPresent(reason -> summary.putPOJO("errors", reason.faults()));
        writeLine(line);
        flush();
    }

    private void writeLine(ObjectNode line) throws IOException {
        out.write(json.writeValueAsBytes(line));
        out.write('\n');
    }
}
