package org.clientregistrar.fetch;

/** What to fetch: equal errands share one exchange and the memory of a failure. */
record Errand(FetchUrl url, Wanted wanted, Origin origin) {

    /** Whose word the URL is. */
    enum Origin {
        /** A stranger's, who must not reach what is not public. */
        CLIENT,
        /** The operator's, who says with it that the host may be connected to. */
        OPERATOR
    }

    /** What a server has to have at the URL, and how it is asked for. */
    enum Wanted {
        DOCUMENT("application/json"),
        PAGE("text/html, */*"),
        PICTURE("image/*");

        private final String accept;

        Wanted(String accept) {
            this.accept = accept;
        }

        String accept() {
            return accept;
        }
    }
}
