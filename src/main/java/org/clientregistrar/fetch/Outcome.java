package org.clientregistrar.fetch;

/** What a fetch came to, for all who waited for it. */
sealed interface Outcome {

    /** Whether the next one who asks gets the same, for a while. */
    boolean isKept();

    /** The document, each time a copy. */
    byte[] document() throws FetchException;

    record Had(byte[] bytes) implements Outcome {

        @Override
        public boolean isKept() {
            return false;
        }

        @Override
        public byte[] document() {
            return bytes.clone();
        }
    }

    record Failed(FetchException failure) implements Outcome {

        /** What is this service's own doing says nothing about the URL. */
        @Override
        public boolean isKept() {
            return !failure.isBusy();
        }

        @Override
        public byte[] document() throws FetchException {
            throw failure.again();
        }
    }
}
