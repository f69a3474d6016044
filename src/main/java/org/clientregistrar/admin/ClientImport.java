package org.clientregistrar.admin;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.clientregistrar.access.Operator;
import org.clientregistrar.client.ClientBatch;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.error.UnexpectedExceptionMapper;
import org.clientregistrar.json.LineReply;
import org.clientregistrar.json.MalformedJsonException;
import org.clientregistrar.json.RecordStream;

/** Brings clients along from elsewhere, see {@link ImportRun}. */
@Singleton
class ClientImport {

    private final ClientProvisioning provisioning;
    private final ClientBatch clients;
    private final Clock clock;

    ClientImport(ClientProvisioning provisioning, ClientBatch clients, Clock clock) {
        this.provisioning = provisioning;
        this.clients = clients;
        this.clock = clock;
    }

    /**
     * Takes in all there are, and tells of each what became of it, and in the end of what ended it
     * all, be it but that there are no more.
     *
     * @throws IOException if the caller is gone; what it was not told of may have been done
     */
    void bring(RecordStream items, ImportOptions options, Operator operator, LineReply out)
            throws IOException {
        var reply = new ImportReply(out, options.isDry());
        var run = new ImportRun(provisioning, clients, options, operator, clock, reply);
        reply.end(why(run, items));
    }

    private static Optional<OAuthException> why(ImportRun run, RecordStream items)
            throws IOException {
        try {
            run.readAll(items);
            return Optional.empty();
        } catch (MalformedJsonException e) {
            return Optional.of(
                    OAuthException.invalidClientMetadata(e.rule(), "the body " + e.getMessage()));
        } catch (OAuthException e) {
            return Optional.of(e);
        } catch (RuntimeException e) {
            return Optional.of(UnexpectedExceptionMapper.refusal(e));
        }
    }
}
