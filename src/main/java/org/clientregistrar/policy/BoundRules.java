package org.clientregistrar.policy;

import static org.clientregistrar.metadata.ClientParameters.REDIRECT_URIS;
import static org.clientregistrar.metadata.ClientParameters.SOFTWARE_ID;
import static org.clientregistrar.metadata.LogoutParameters.POST_LOGOUT_REDIRECT_URIS;
import static org.clientregistrar.metadata.OAuthParameters.CLAIMS_REDIRECT_URIS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.clientregistrar.access.Bounds;
import org.clientregistrar.error.Faults;
import org.clientregistrar.metadata.ClientMetadata;
import org.clientregistrar.metadata.MetadataDraft;
import org.clientregistrar.metadata.Parameter;
import org.clientregistrar.metadata.Precedence;

/**
 * What an initial access token says of a client: members, hosts of redirect URIs, the software
 * (CHOICE-19). Its grant types, methods and scopes narrow the {@link Offer}.
 */
final class BoundRules {

    /** Where users are sent. */
    private static final List<Parameter<List<String>>> REDIRECTING =
            List.of(REDIRECT_URIS, POST_LOGOUT_REDIRECT_URIS, CLAIMS_REDIRECT_URIS);

    private BoundRules() {}

    /**
     * The members of a request as the token has them: its own go before all, its defaults behind
     * all, be it the client's word or a software statement's.
     *
     * @param faults learns whose word these members are
     */
    static ObjectNode membersWithin(Bounds bounds, ObjectNode request, Faults faults) {
        var members = request;
        if (bounds.defaults() != null) {
            members = Precedence.under(members, bounds.defaults());
            bounds.defaults().properties().stream()
                    .filter(member -> !Parameter.isValue(request.path(member.getKey())))
                    .forEach(member -> faults.imposed(member.getKey()));
        }
        if (bounds.forced() != null) {
            members = Precedence.over(members, bounds.forced());
            bounds.forced().fieldNames().forEachRemaining(faults::imposed);
        }
        return members;
    }

    /**
     * Holds the redirect URIs and the software to the token. What the client has already stays.
     *
     * @param before the metadata that an update replaces
     */
    static void apply(MetadataDraft draft, Bounds bounds, Optional<ClientMetadata> before) {
        checkHosts(draft, bounds, before);
        checkSoftware(draft, bounds, before);
    }

    static void checkHosts(MetadataDraft draft, Bounds bounds, Optional<ClientMetadata> before) {
        if (bounds.redirectHosts() != null) {
            REDIRECTING.forEach(parameter -> checkHosts(draft, bounds, before, parameter));
        }
    }

    private static void checkHosts(
            MetadataDraft draft,
            Bounds bounds,
            Optional<ClientMetadata> before,
            Parameter<List<String>> parameter) {
        var hosts = bounds.redirectHosts().stream().map(RedirectHost::new).toList();
        var already = before.flatMap(metadata -> metadata.get(parameter)).orElse(List.of());
        var uris = draft.redirectUris(parameter);
        for (int i = 0; i < uris.size(); i++) {
            var index = i;
            uris.get(i)
                    .filter(uri -> !already.contains(uri.text()))
                    .filter(uri -> hosts.stream().noneMatch(host -> host.admits(uri)))
                    .ifPresent(
                            uri ->
                                    draft.fault(
                                            parameter,
                                            index,
                                            "CHOICE-19",
                                            "must be on a host that the initial access token allows"));
        }
    }

    static void checkSoftware(MetadataDraft draft, Bounds bounds, Optional<ClientMetadata> before) {
        if (bounds.softwareIds() == null || draft.isFaulty(SOFTWARE_ID)) {
            return;
        }
        var software = draft.get(SOFTWARE_ID);
        var isAllowed =
                software.filter(bounds.softwareIds()::contains).isPresent()
                        || (software.isPresent()
                                && software.equals(
                                        before.flatMap(metadata -> metadata.get(SOFTWARE_ID))));
        if (!isAllowed) {
            draft.fault(
                    SOFTWARE_ID,
                    "RFC7591-5-14",
                    "must be there, and one that the initial access token allows");
        }
    }
}
