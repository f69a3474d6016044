package org.clientregistrar.fetch;

/** What to fetch: equal errands share one exchange and the memory of a failure. */
record Errand(FetchUrl url, Wanted wanted) {

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
