package org.clientregistrar.metadata;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.clientregistrar.SameJson;
import org.clientregistrar.error.Faults;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.json.JsonReader;
import org.clientregistrar.json.MalformedJsonException;
import org.junit.jupiter.api.DisplayName;

/**
 * Any bytes as the body of a registration, up to the point where the policy would look at it. Runs
 * over the inputs beside it as a test like others, and without end where JAZZER_FUZZ is set.
 */
class ParserFuzzTest {

    private static final Vocabulary VOCABULARY =
            new Vocabulary(
                    EnumSet.allOf(Unregistered.class),
                    List.of(
                            Extension.parse("x_string:string:64"),
                            Extension.parse("x_strings:strings"),
                            Extension.parse("x_flag:boolean"),
                            Extension.parse("x_number:number"),
                            Extension.parse("x_object:object"),
                            Extension.parse("x_any:any:16")));

    private static final Limits LIMITS = new Limits(100, 2048, 1024);

    /** As the database gives it back: numbers without exponent. */
    private static final ObjectWriter DATABASE =
            new ObjectMapper().writer().with(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);

    @FuzzTest(maxDuration = "60s")
    @DisplayName(
            "Any bytes are metadata or a refusal, and what is metadata is the same when it is read again")
    void readsItsOwnMetadata(byte[] body) throws IOException {
        var metadata = parse(body);
        if (metadata.isPresent()) {
            var members = metadata.get().members();
            var again = parse(DATABASE.writeValueAsBytes(members));
            assertTrue(again.isPresent(), () -> "refused when read again: " + members);
            var membersAgain = again.get().members();
            assertTrue(SameJson.is(members, membersAgain), () -> members + " -> " + membersAgain);
        }
    }

    /** The metadata of a body; empty where it is refused. */
    private static Optional<ClientMetadata> parse(byte[] body) {
        try {
            var request = JsonReader.readObject(body);
            var draft = MetadataDraft.parse(request, VOCABULARY, LIMITS, new Faults());
            draft.checkExclusions();
            draft.checkCompanions();
            draft.redirectUris(ClientParameters.REDIRECT_URIS);
            draft.keys().mayVerify();
            draft.keys().areAmbiguous();
            return Optional.of(draft.finish());
        } catch (MalformedJsonException | OAuthException refusal) {
            return Optional.empty();
        }
    }
}
