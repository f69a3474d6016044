package org.clientregistrar.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.json.LineReply;

/** The reply to an import, written while it goes: a line for each client, and one behind them. */
final class ImportReply {

    private final LineReply out;
    private final boolean isDry;
    private final Map<ImportOutcome.Kind, Long> counts = new EnumMap<>(ImportOutcome.Kind.class);

    ImportReply(LineReply out, boolean isDry) {
        this.out = out;
        this.isDry = isDry;
        for (var kind : ImportOutcome.Kind.values()) {
            counts.put(kind, 0L);
        }
    }

    void write(long number, ImportOutcome outcome) throws IOException {
        counts.merge(outcome.kind(), 1L, Long::sum);
        if (outcome.kind() != ImportOutcome.Kind.SKIPPED) {
            out.write(outcome.line(number));
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
        out.write(line);
        flush();
    }
}
