package org.clientregistrar.policy;

import static org.clientregistrar.metadata.ClientParameters.JWKS_URI;

import java.net.URI;
import org.clientregistrar.fetch.FetchException;
import org.clientregistrar.fetch.Fetcher;
import org.clientregistrar.json.JsonReader;
import org.clientregistrar.json.MalformedJsonException;
import org.clientregistrar.metadata.MetadataDraft;

/** The JWK Set at jwks_uri, read where a deployment says so (CHOICE-29). */
final class RemoteKeys {

    private final Fetcher fetcher;

    RemoteKeys(Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    /** Holds the keys to the rules of jwks, before other rules ask for them. */
    void read(MetadataDraft draft) {
        var uri = draft.get(JWKS_URI);
        if (uri.isEmpty() || !draft.isSound()) {
            return; // nothing is read for a request that is refused anyway
        }
        try {
            draft.readKeysAtUri(JsonReader.read(fetcher.get(URI.create(uri.get()))));
        } catch (FetchException | MalformedJsonException e) {
            draft.fault(JWKS_URI, "CHOICE-29", "its document " + e.getMessage());
        }
    }
}
