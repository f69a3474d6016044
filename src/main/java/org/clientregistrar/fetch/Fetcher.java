package org.clientregistrar.fetch;

import jakarta.inject.Singleton;
import java.net.URI;

/** The one place that opens an outbound connection. */
@Singleton
public class Fetcher {

    /**
     * The document at an https URL. Blocks; never to be called inside a transaction.
     *
     * @throws FetchException for anything but a whole document with status 200
     */
    public byte[] get(URI url) throws FetchException {
        throw new FetchException("is not possible yet");
    }

    public void reach(URI url) throws FetchException {
        throw new FetchException("is not possible yet");
    }

    public void reachPicture(URI url) throws FetchException {
        throw new FetchException("is not possible yet");
    }
}
