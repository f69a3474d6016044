package org.clientregistrar.policy;

import static org.clientregistrar.metadata.Catalogue.APPLICATION_TYPE;
import static org.clientregistrar.metadata.Catalogue.GRANT_TYPES;
import static org.clientregistrar.metadata.Catalogue.REDIRECT_URIS;
import static org.clientregistrar.metadata.Catalogue.RESPONSE_TYPES;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.metadata.MetadataDraft;
import org.clientregistrar.metadata.RedirectUri;

/**
 * redirect_uris: there where a grant redirects, and fit for the application type (RFC 8252 section
 * 7, RFC 9700 section 2.6).
 */
final class RedirectUriRules {

    private final RegistrarConfig.RedirectUris settings;
    private final Set<String> schemesWithoutPeriod = new HashSet<>();

    RedirectUriRules(RegistrarConfig.RedirectUris settings) {
        this.settings = settings;
        settings.privateUseSchemes()
                .forEach(scheme -> schemesWithoutPeriod.add(scheme.toLowerCase(Locale.ROOT)));
    }

    void apply(MetadataDraft draft) {
        requireWhereNeeded(draft);
        var uris = draft.redirectUris();
        inferApplicationType(draft, uris);
        if (draft.isFaulty(APPLICATION_TYPE)) {
            return;
        }
        var isNative = draft.get(APPLICATION_TYPE).filter("native"::equals).isPresent();
        var isImplicit = draft.get(GRANT_TYPES).orElse(List.of()).contains("implicit");
        for (int i = 0; i < uris.size(); i++) {
            if (uris.get(i).isPresent() && isNative) {
                checkNative(draft, i, uris.get(i).get());
            } else if (uris.get(i).isPresent()) {
                checkWeb(draft, i, uris.get(i).get(), isImplicit);
            }
        }
    }

    private static void requireWhereNeeded(MetadataDraft draft) {
        var redirects =
                draft.get(GRANT_TYPES).orElse(List.of()).stream()
                                .anyMatch(Set.of("authorization_code", "implicit")::contains)
                        || !Set.of("none").containsAll(draft.get(RESPONSE_TYPES).orElse(List.of()));
        if (redirects
                && !draft.isFaulty(REDIRECT_URIS)
                && draft.get(REDIRECT_URIS).orElse(List.of()).isEmpty()) {
            draft.fault(
                    REDIRECT_URIS,
                    "RFC7591-2-02",
                    "at least one is required for the grant types authorization_code and implicit");
        }
    }

    /** Clients that know RFC 7591 alone never send application_type (CHOICE-12). */
    private void inferApplicationType(MetadataDraft draft, List<Optional<RedirectUri>> uris) {
        if (settings.inferNative()
                && !draft.wasSent(APPLICATION_TYPE)
                && uris.stream()
                        .flatMap(Optional::stream)
                        .anyMatch(
                                uri ->
                                        uri.isPrivateUse()
                                                || (uri.isHttp() && uri.hasLoopbackHost()))) {
            draft.set(APPLICATION_TYPE, "native");
        }
    }

    private void checkWeb(MetadataDraft draft, int index, RedirectUri uri, boolean isImplicit) {
        if (isImplicit && uri.reachesLoopback()) {
            draft.fault(
                    REDIRECT_URIS,
                    index,
                    "OIDCREG-2-12",
                    "a web client with the implicit grant cannot have a loopback host");
        } else if (!uri.isHttps() && !isDevelopment(uri, isImplicit)) {
            draft.fault(
                    REDIRECT_URIS,
                    index,
                    "RFC9700-2.6-01",
                    "a web client must use https; loopback http and private-use schemes need application_type native");
        }
    }

    private boolean isDevelopment(RedirectUri uri, boolean isImplicit) {
        return settings.allowLoopbackForWeb()
                && !isImplicit
                && uri.isHttp()
                && uri.hasLoopbackHost();
    }

    private void checkNative(MetadataDraft draft, int index, RedirectUri uri) {
        if (uri.isHttp() && !uri.hasLoopbackHost()) {
            draft.fault(
                    REDIRECT_URIS,
                    index,
                    "OIDCREG-2-13",
                    "http is for loopback alone: 127.0.0.1, [::1] or localhost; elsewhere use https");
        } else if (uri.isHttps() && uri.reachesLoopback()) {
            draft.fault(
                    REDIRECT_URIS,
                    index,
                    "CHOICE-09",
                    "https needs a host that is not loopback; loopback URIs of native clients use http");
        } else if (uri.isHttp() && uri.isLocalhostName() && settings.refuseLocalhost()) {
            draft.fault(
                    REDIRECT_URIS,
                    index,
                    "CHOICE-08",
                    "must use 127.0.0.1 or [::1] in place of localhost");
        } else if (uri.isPrivateUse()
                && !uri.hasReversedDomainScheme()
                && !schemesWithoutPeriod.contains(uri.scheme())) {
            draft.fault(
                    REDIRECT_URIS,
                    index,
                    "RFC8252-8.4-04",
                    "a private-use scheme must be a reversed domain name, such as com.example.app");
        }
    }
}
