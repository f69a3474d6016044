package org.clientregistrar.policy;

import static org.clientregistrar.metadata.ClientParameters.LOGO_URI;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.clientregistrar.metadata.ClientMetadata;
import org.clientregistrar.picture.LogoUrls;

/**
 * A picture that an operator has put here for the client. Its URL is this service's own, so the
 * rules of what clients bring along are not for it: no length, no host, no visit. An update that
 * repeats it keeps it.
 */
final class OwnLogo {

    private final LogoUrls urls;

    OwnLogo(LogoUrls urls) {
        this.urls = urls;
    }

    /**
     * The URL of such a picture in a request, be it the present one or an earlier one of the same
     * client; empty for all other values.
     *
     * @param before the metadata that an update replaces
     */
    Optional<String> repeatedIn(ObjectNode request, Optional<ClientMetadata> before) {
        var sent = request.path(LOGO_URI.name()).textValue();
        return before.flatMap(metadata -> metadata.get(LOGO_URI))
                .filter(url -> sent != null && urls.areOfOne(url, sent))
                .map(url -> sent);
    }

    /** The request without it: a copy. */
    static ObjectNode without(ObjectNode request) {
        var others = request.deepCopy();
        others.remove(LOGO_URI.name());
        return others;
    }
}
