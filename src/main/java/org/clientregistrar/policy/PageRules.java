package org.clientregistrar.policy;

import static org.clientregistrar.metadata.ClientParameters.CLIENT_URI;
import static org.clientregistrar.metadata.ClientParameters.CONTACTS;
import static org.clientregistrar.metadata.ClientParameters.LOGO_URI;
import static org.clientregistrar.metadata.ClientParameters.POLICY_URI;
import static org.clientregistrar.metadata.ClientParameters.REDIRECT_URIS;
import static org.clientregistrar.metadata.ClientParameters.TOS_URI;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.metadata.EmailAddress;
import org.clientregistrar.metadata.MetadataDraft;
import org.clientregistrar.metadata.Parameter;
import org.clientregistrar.metadata.RedirectUri;
import org.clientregistrar.metadata.UriText;

/**
 * What people are shown of a client, and how they can reach those responsible (RFC 7591 section 5).
 */
final class PageRules {

    static final List<Parameter<String>> PAGES = List.of(CLIENT_URI, LOGO_URI, TOS_URI, POLICY_URI);

    private final RegistrarConfig.Metadata settings;

    PageRules(RegistrarConfig.Metadata settings) {
        this.settings = settings;
    }

    void apply(MetadataDraft draft) {
        if (settings.emailContacts()) {
            checkContacts(draft);
        }
        checkHosts(draft);
    }

    private static void checkContacts(MetadataDraft draft) {
        var contacts = draft.get(CONTACTS).orElse(List.of());
        for (int i = 0; i < contacts.size(); i++) {
            if (!EmailAddress.is(contacts.get(i))) {
                draft.fault(CONTACTS, i, "CHOICE-28", "must be an e-mail address");
            }
        }
    }

    /** A client on its user's device alone has no host to hold them against. */
    private void checkHosts(MetadataDraft draft) {
        Set<String> hosts =
                draft.redirectUris(REDIRECT_URIS).stream()
                        .flatMap(Optional::stream)
                        .filter(uri -> !uri.isPrivateUse() && !uri.reachesLoopback())
                        .map(RedirectUri::parts)
                        .map(UriText::schemeAndHost)
                        .collect(Collectors.toSet());
        if (hosts.isEmpty() || draft.isFaulty(REDIRECT_URIS)) {
            return;
        }
        for (var page : PAGES) {
            draft.forms(page)
                    .forEach(
                            (member, uri) -> {
                                if (!hosts.contains(UriText.of(uri).schemeAndHost())) {
                                    tellOfHost(draft, page, member);
                                }
                            });
        }
    }

    private void tellOfHost(MetadataDraft draft, Parameter<String> page, String member) {
        if (settings.pagesOnRedirectHosts()) {
            draft.faultForm(
                    page,
                    member,
                    "RFC7591-5-10",
                    "must have the scheme and host of a redirect URI");
        } else {
            draft.warn(page, "RFC7591-5-09", "has another scheme or host than the redirect URIs");
        }
    }
}
