package org.clientregistrar.policy;

import static org.clientregistrar.metadata.ClientParameters.REDIRECT_URIS;

import java.util.Locale;
import org.clientregistrar.metadata.RedirectUri;
import org.clientregistrar.metadata.UriText;

/**
 * A host that the redirect URIs of some clients may have.
 *
 * @param text in lower case; *.example.org for all hosts below example.org
 */
record RedirectHost(String text) {

    private static final String BELOW = "*.";

    /** Whether a text is such a host, in the one spelling that is compared. */
    static boolean isSound(String text) {
        var host = text.startsWith(BELOW) ? text.substring(BELOW.length()) : text;
        var uri = "https://" + host + "/";
        return host.equals(host.toLowerCase(Locale.ROOT))
                && REDIRECT_URIS.accepts(uri)
                && host.equals(UriText.of(uri).host()); // nothing beside the host itself
    }

    /** Whether a redirect URI leads there; one of a private-use scheme leads to no host. */
    boolean admits(RedirectUri uri) {
        if (uri.isPrivateUse()) {
            return false;
        }
        var host = uri.parts().lowerCaseHost();
        return text.startsWith(BELOW) ? host.endsWith(text.substring(1)) : host.equals(text);
    }
}
