package org.clientregistrar.policy;

import static org.clientregistrar.metadata.ClientParameters.LOGO_URI;

import java.net.URI;
import org.clientregistrar.fetch.FetchException;
import org.clientregistrar.fetch.Fetcher;
import org.clientregistrar.metadata.MetadataDraft;
import org.clientregistrar.metadata.Parameter;

/**
 * The pages that users are shown of a client, visited where a deployment says so (RFC 7591 section
 * 5).
 */
final class RemotePages {

    /** So that one request cannot keep this service busy for long. */
    private static final int MOST_PAGES = 10;

    private final Fetcher fetcher;

    RemotePages(Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    /** Visits one page after another, as long as they are there. */
    void visit(MetadataDraft draft) {
        int visited = 0;
        for (var page : PageRules.PAGES) {
            for (var form : draft.forms(page).entrySet()) {
                if (!draft.isSound()) {
                    return;
                }
                if (visited++ == MOST_PAGES) {
                    draft.faultForm(
                            page,
                            form.getKey(),
                            "CHOICE-36",
                            "is one page too many: at most " + MOST_PAGES + " are looked at");
                } else {
                    visit(draft, page, form.getKey(), URI.create(form.getValue()));
                }
            }
        }
    }

    private void visit(MetadataDraft draft, Parameter<String> page, String member, URI uri) {
        try {
            if (page == LOGO_URI) {
                fetcher.reachPicture(uri);
            } else {
                fetcher.reachPage(uri);
            }
        } catch (FetchException e) {
            RemoteJson.throwIfBusy(e);
            draft.faultForm(page, member, "RFC7591-5-11", "the page " + e.getMessage());
        }
    }
}
