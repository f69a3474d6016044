package org.clientregistrar.policy;

import static org.clientregistrar.metadata.ClientParameters.APPLICATION_TYPE;
import static org.clientregistrar.metadata.ClientParameters.GRANT_TYPES;
import static org.clientregistrar.metadata.ClientParameters.REDIRECT_URIS;
import static org.clientregistrar.metadata.ClientParameters.RESPONSE_TYPES;
import static org.clientregistrar.metadata.LogoutParameters.POST_LOGOUT_REDIRECT_URIS;
import static org.clientregistrar.metadata.OAuthParameters.CLAIMS_REDIRECT_URIS;
import static org.clientregistrar.metadata.OAuthParameters.REQUIRE_PUSHED_AUTHORIZATION_REQUESTS;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.clientregistrar.access.Bounds;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.metadata.MetadataDraft;
import org.clientregistrar.metadata.Parameter;
import org.clientregistrar.metadata.RedirectUri;
import org.clientregistrar.metadata.ResponseType;

/**
 * redirect_uris: there where a grant redirects, and fit for the application type (RFC 8252 section
 * 7, RFC 9700 section 2.6).
 */
final class RedirectUriRules {

    private static final Pattern SCHEME = Pattern.compile("(?!https?$)[A-Za-z][A-Za-z0-9+.-]*");

    private final RegistrarConfig.RedirectUris settings;
    private final boolean allowHttpLogout;
    private final Set<String> schemesWithoutPeriod = new HashSet<>();

    RedirectUriRules(RegistrarConfig.RedirectUris settings, RegistrarConfig.Logout logout) {
        this.settings = settings;
        this.allowHttpLogout = logout.allowHttp();
        for (var scheme : settings.privateUseSchemes()) {
            if (!SCHEME.matcher(scheme).matches()) {
                throw new SettingException(
                        "registrar.redirect-uris.private-use-schemes",
                        "must be schemes such as myapp, without a colon");
            }
            schemesWithoutPeriod.add(scheme.toLowerCase(Locale.ROOT));
        }
    }

    void apply(MetadataDraft draft, Bounds bounds) {
        requireWhereNeeded(draft, bounds);
        var isTypeUnclear = draft.isFaulty(REDIRECT_URIS) && !draft.wasSent(APPLICATION_TYPE);
        inferApplicationType(draft, draft.redirectUris(REDIRECT_URIS));
        if (draft.isFaulty(APPLICATION_TYPE)) {
            return;
        }
        check(draft, REDIRECT_URIS, draft.get(GRANT_TYPES).orElse(List.of()).contains("implicit"));
        if (!isTypeUnclear) {
            check(draft, POST_LOGOUT_REDIRECT_URIS, false); // CHOICE-33
            check(draft, CLAIMS_REDIRECT_URIS, false); // UMA2GRANT-2-01
        }
    }

    private void check(MetadataDraft draft, Parameter<List<String>> parameter, boolean isImplicit) {
        var isNative = draft.get(APPLICATION_TYPE).filter("native"::equals).isPresent();
        var uris = draft.redirectUris(parameter);
        for (int i = 0; i < uris.size(); i++) {
            var uri = uris.get(i);
            if (uri.isEmpty() || isAllowedHttpLogout(draft, parameter, uri.get())) {
                continue;
            }
            if (isNative) {
                checkNative(draft, parameter, i, uri.get());
            } else {
                checkWeb(draft, parameter, i, uri.get(), isImplicit);
            }
        }
    }

    /** OpenID Connect RP-Initiated Logout 1.0 section 3.1 leaves that to the provider. */
    private boolean isAllowedHttpLogout(
            MetadataDraft draft, Parameter<List<String>> parameter, RedirectUri uri) {
        return parameter == POST_LOGOUT_REDIRECT_URIS
                && allowHttpLogout
                && uri.isHttp()
                && !draft.isPublic();
    }

    private void requireWhereNeeded(MetadataDraft draft, Bounds bounds) {
        var redirects =
                draft.get(GRANT_TYPES).orElse(List.of()).stream()
                                .anyMatch(Set.of("authorization_code", "implicit")::contains)
                        || draft.get(RESPONSE_TYPES).orElse(List.of()).stream()
                                .anyMatch(type -> ResponseType.of(type).redirects());
        if (redirects
                && !isOptional(draft, bounds)
                && !draft.isFaulty(REDIRECT_URIS)
                && draft.get(REDIRECT_URIS).orElse(List.of()).isEmpty()) {
            draft.fault(
                    REDIRECT_URIS,
                    "RFC7591-2-02",
                    "at least one is required for the grant types authorization_code and implicit");
        }
    }

    /**
     * A client that authenticates may push URIs that it has not registered (RFC 9126 section 2.4),
     * which nobody would hold against the hosts that an initial access token allows.
     */
    private boolean isOptional(MetadataDraft draft, Bounds bounds) {
        return settings.optionalWithPar()
                && bounds.redirectHosts() == null
                && draft.get(REQUIRE_PUSHED_AUTHORIZATION_REQUESTS).orElse(false)
                && !draft.isPublic();
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

    private void checkWeb(
            MetadataDraft draft,
            Parameter<List<String>> parameter,
            int index,
            RedirectUri uri,
            boolean isImplicit) {
        if (isImplicit && uri.reachesLoopback()) {
            draft.fault(
                    parameter,
                    index,
                    "OIDCREG-2-12",
                    "a web client with the implicit grant cannot have a loopback host");
        } else if (!uri.isHttps() && !isDevelopment(uri, isImplicit)) {
            draft.fault(
                    parameter,
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

    private void checkNative(
            MetadataDraft draft, Parameter<List<String>> parameter, int index, RedirectUri uri) {
        if (uri.isHttp() && !uri.hasLoopbackHost()) {
            draft.fault(
                    parameter,
                    index,
                    "OIDCREG-2-13",
                    "http is for loopback alone: 127.0.0.1, [::1] or localhost; elsewhere use https");
        } else if (uri.isHttps() && uri.reachesLoopback()) {
            draft.fault(
                    parameter,
                    index,
                    "CHOICE-09",
                    "https needs a host that is not loopback; loopback URIs of native clients use http");
        } else if (uri.isHttp() && uri.isLocalhostName()) {
            tellOfLocalhost(draft, parameter, index);
        } else if (uri.isPrivateUse()
                && !uri.hasReversedDomainScheme()
                && !schemesWithoutPeriod.contains(uri.scheme())) {
            draft.fault(
                    parameter,
                    index,
                    "RFC8252-8.4-04",
                    "a private-use scheme must be a reversed domain name, such as com.example.app");
        }
    }

    private void tellOfLocalhost(
            MetadataDraft draft, Parameter<List<String>> parameter, int index) {
        if (settings.refuseLocalhost()) {
            draft.fault(
                    parameter,
                    index,
                    "CHOICE-08",
                    "must use 127.0.0.1 or [::1] in place of localhost");
        } else {
            draft.warn(
                    parameter,
                    "CHOICE-08",
                    "has the name localhost, where 127.0.0.1 and [::1] are safer");
        }
    }
}
