package org.clientregistrar.metadata;

import static org.clientregistrar.metadata.CibaParameters.BACKCHANNEL_CLIENT_NOTIFICATION_ENDPOINT;
import static org.clientregistrar.metadata.CibaParameters.BACKCHANNEL_TOKEN_DELIVERY_MODE;
import static org.clientregistrar.metadata.ClientParameters.JWKS_URI;
import static org.clientregistrar.metadata.ClientParameters.REDIRECT_URIS;
import static org.clientregistrar.metadata.OpenIdParameters.SECTOR_IDENTIFIER_URI;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The sector that pairwise subject identifiers are of (OpenID Connect Core 1.0 section 8.1, CIBA
 * Core 1.0 section 4).
 */
public final class Sector {

    private Sector() {}

    /**
     * The sector identifier: the host of sector_identifier_uri, or else the one host that the
     * redirect URIs, and what stands for them in the backchannel flow, have; empty where they have
     * several, or one without a host of the web.
     */
    public static Optional<String> of(MetadataValues metadata) {
        return metadata.get(SECTOR_IDENTIFIER_URI)
                .map(uri -> UriText.of(uri).lowerCaseHost())
                .or(() -> commonHost(metadata));
    }

    private static Optional<String> commonHost(MetadataValues metadata) {
        var uris =
                Stream.concat(
                                metadata.get(REDIRECT_URIS).orElse(List.of()).stream(),
                                backchannelUri(metadata).flatMap(metadata::get).stream())
                        .map(UriText::of)
                        .toList();
        if (!uris.stream().allMatch(UriText::isHttp)) {
            return Optional.empty();
        }
        var hosts = uris.stream().map(UriText::lowerCaseHost).distinct().toList();
        return hosts.size() == 1 ? Optional.of(hosts.get(0)) : Optional.empty();
    }

    /** Which URI stands for the redirect URI in the backchannel flow; empty without that flow. */
    public static Optional<Parameter<String>> backchannelUri(MetadataValues metadata) {
        return metadata.get(BACKCHANNEL_TOKEN_DELIVERY_MODE)
                .map(
                        mode ->
                                mode.equals("push")
                                        ? BACKCHANNEL_CLIENT_NOTIFICATION_ENDPOINT
                                        : JWKS_URI);
    }
}
