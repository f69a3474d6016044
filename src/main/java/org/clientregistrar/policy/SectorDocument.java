package org.clientregistrar.policy;

import static org.clientregistrar.metadata.OpenIdParameters.SECTOR_IDENTIFIER_URI;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clientregistrar.metadata.ClientMetadata;
import org.clientregistrar.metadata.MetadataDraft;

/**
 * The document at sector_identifier_uri, which must list what the client registers (OpenID Connect
 * Dynamic Client Registration 1.0 section 5).
 */
final class SectorDocument {

    private final RemoteJson remote;

    SectorDocument(RemoteJson remote) {
        this.remote = remote;
    }

    /**
     * Reads the document, unless all of it was looked at before.
     *
     * @param before the metadata that an update replaces
     */
    void check(MetadataDraft draft, Optional<ClientMetadata> before) {
        var uri = draft.get(SECTOR_IDENTIFIER_URI);
        if (uri.isEmpty() || !draft.isSound()) {
            return; // nothing is read for a request that is refused anyway
        }
        var unseen =
                SectorRules.mustList(draft).stream()
                        .filter(listed -> !wasListed(listed, uri.get(), before))
                        .toList();
        if (unseen.isEmpty() && isKnown(uri.get(), before)) {
            return;
        }
        remote.read(draft, SECTOR_IDENTIFIER_URI, "OIDCREG-5-02")
                .ifPresent(document -> check(draft, unseen, strings(document)));
    }

    private static boolean isKnown(String uri, Optional<ClientMetadata> before) {
        return before.flatMap(metadata -> metadata.get(SECTOR_IDENTIFIER_URI))
                .filter(uri::equals)
                .isPresent();
    }

    private static boolean wasListed(
            SectorRules.Listed listed, String uri, Optional<ClientMetadata> before) {
        return isKnown(uri, before)
                && before.map(SectorRules::mustList)
                        .filter(earlier -> earlier.stream().anyMatch(listed::isLike))
                        .isPresent();
    }

    private static void check(
            MetadataDraft draft, List<SectorRules.Listed> unseen, Optional<Set<String>> document) {
        if (document.isEmpty()) {
            draft.fault(
                    SECTOR_IDENTIFIER_URI,
                    "OIDCREG-5-02",
                    "its document must be a JSON array of strings");
            return;
        }
        for (var listed : unseen) {
            if (!document.get().contains(listed.uri())) {
                draft.fault(
                        SECTOR_IDENTIFIER_URI,
                        listed.rule(),
                        "its document must have the URI of " + listed.place());
            }
        }
    }

    private static Optional<Set<String>> strings(JsonNode document) {
        var strings = new HashSet<String>();
        if (!document.isArray()) {
            return Optional.empty();
        }
        for (var item : document) {
            if (!item.isTextual()) {
                return Optional.empty();
            }
            strings.add(item.textValue());
        }
        return Optional.of(strings);
    }
}
