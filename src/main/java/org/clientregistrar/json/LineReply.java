package org.clientregistrar.json;

import static org.clientregistrar.error.OAuthException.httpError;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.logging.Log;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A reply of JSON values, one in each line, which is sent while they come to be. What fails behind
 * the first ones ends the connection without the end of the reply.
 */
public final class LineReply {

    /** What makes the lines. */
    @FunctionalInterface
    public interface Lines {

        /**
         * Writes them all.
         *
         * @throws IOException if the caller is gone
         */
        void writeTo(LineReply reply) throws IOException;
    }

    private final OutputStream out;
    private final ObjectMapper json;

    private LineReply(OutputStream out, ObjectMapper json) {
        this.out = out;
        this.json = json;
    }

    /**
     * 200 with lines that are made when it is sent. A caller that hangs up is no failure of ours.
     */
    public static Response of(Lines lines, ObjectMapper json) {
        StreamingOutput stream =
                out -> {
                    try {
                        lines.writeTo(new LineReply(out, json));
                    } catch (IOException e) {
                        Log.infof("a caller hung up in the middle: %s", e.getMessage());
                        throw httpError(400, "the connection broke off");
                    }
                };
        return Response.ok(stream, JsonBody.JSON_LINES).build();
    }

    /** Writes one line. */
    public void write(ObjectNode line) throws IOException {
        out.write(json.writeValueAsBytes(line));
        out.write('\n');
    }

    /** Sends what was written. */
    public void flush() throws IOException {
        out.flush();
    }
}
