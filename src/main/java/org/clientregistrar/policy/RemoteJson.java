package org.clientregistrar.policy;

import static org.clientregistrar.error.OAuthException.temporarilyUnavailable;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.clientregistrar.fetch.FetchException;
import org.clientregistrar.fetch.Fetcher;
import org.clientregistrar.json.JsonReader;
import org.clientregistrar.json.MalformedJsonException;
import org.clientregistrar.metadata.MetadataDraft;
import org.clientregistrar.metadata.Parameter;

/** The JSON document that a client names by its URL. */
final class RemoteJson {

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Fetcher fetcher;

    RemoteJson(Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    /**
     * Reads the document at the URL of a parameter.
     *
     * @param rule the requirement that is broken where there is none
     * @return empty if it cannot be had, which is then a fault of the parameter
     * @throws org.clientregistrar.error.OAuthException 503 if this service has too much to read
     */
    Optional<JsonNode> read(MetadataDraft draft, Parameter<String> parameter, String rule) {
        try {
            var url = URI.create(draft.get(parameter).orElseThrow());
            return Optional.of(JsonReader.read(fetcher.get(url)));
        } catch (FetchException e) {
            throwIfBusy(e);
            draft.fault(parameter, rule, "its document " + e.getMessage());
        } catch (MalformedJsonException e) {
            draft.fault(parameter, rule, "its document " + e.getMessage());
        }
        return Optional.empty();
    }

    /** 503 for what is this service's own doing: the URL is not to blame. */
    static void throwIfBusy(FetchException failure) {
        if (failure.isBusy()) {
            throw temporarilyUnavailable(RETRY);
        }
    }
}
