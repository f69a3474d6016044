package org.clientregistrar.admin;

import static org.clientregistrar.metadata.ClientParameters.LOGO_URI;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.clientregistrar.error.Faults;
import org.clientregistrar.picture.LogoUrls;

/**
 * The logo_uri of a client that is brought along, where it is that of a picture that was kept here
 * for the client. Pictures do not come along, so it may lead nowhere by now.
 */
@Singleton
class BroughtLogo {

    private final LogoUrls urls;

    BroughtLogo(LogoUrls urls) {
        this.urls = urls;
    }

    /**
     * Has such a request ask for the picture that there is, be it a later one, or for none.
     *
     * @param now the logo_uri that the client has; empty also for a client that is not there yet
     * @param faults is told where there is none
     */
    void settle(ObjectNode request, String clientId, Optional<String> now, Faults faults) {
        var url = request.path(LOGO_URI.name()).asText();
        if (!urls.isOf(clientId, url)) {
            return;
        }
        var present = now.filter(uri -> urls.isOf(clientId, uri));
        if (present.isPresent()) {
            request.put(LOGO_URI.name(), present.get());
        } else {
            request.remove(LOGO_URI.name());
            faults.warn(
                    LOGO_URI.name(),
                    null,
                    "leads to a picture that is not kept here, and is left out; put the picture once more");
        }
    }
}
