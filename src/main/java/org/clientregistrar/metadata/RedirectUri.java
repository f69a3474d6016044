package org.clientregistrar.metadata;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A redirection URI as a client may register it: complete, literal and without a fragment. Which of
 * them an application type may have is for the policy to say; the questions it asks are answered
 * here.
 *
 * @param text as the client sent it, since the authorization server compares it as a string (RFC
 *     9700 section 2.1)
 * @param parts the same, taken apart
 */
public record RedirectUri(String text, UriText parts) {

    private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Schemes that never lead back to the client that asked, whatever a deployment's settings say.
     */
    private static final Set<String> FORBIDDEN_SCHEMES =
            Set.of(
                    "javascript",
                    "data",
                    "vbscript",
                    "file",
                    "blob",
                    "about",
                    "mailto",
                    "ws",
                    "wss",
                    "filesystem",
                    "view-source",
                    "ftp",
                    "tel",
                    "sms");

    private static final Pattern REVERSED_DOMAIN =
            Pattern.compile("[a-z][a-z0-9-]*+(?<!-)(?:\\.[a-z0-9][a-z0-9-]*+(?<!-))++");

    /** What every redirection URI keeps, whoever registers it. */
    static final List<TextRule> RULES =
            List.of(
                    TextRule.ABSOLUTE_URI,
                    TextRule.uri(
                            "RFC6749-3.1.2-02",
                            "must not have a fragment, not even an empty one",
                            uri -> uri.fragment() == null),
                    new TextRule(
                            "RFC8252-8.4-03",
                            "must be complete and literal: a wildcard (*) is not allowed",
                            text -> !text.contains("*")),
                    TextRule.uri(
                            "CHOICE-10",
                            "has a scheme that is never allowed",
                            uri -> !FORBIDDEN_SCHEMES.contains(uri.scheme())),
                    TextRule.NO_USERINFO,
                    TextRule.PLAIN_HOST,
                    TextRule.uri(
                            "RFC8252-8.4-03",
                            "must have something after the scheme",
                            uri ->
                                    (uri.host() != null && !uri.host().isEmpty())
                                            || !uri.path().isEmpty()));

    /** A value that has passed the rules. */
    static RedirectUri of(String text) {
        return new RedirectUri(text, UriText.parse(text).orElseThrow());
    }

    /**
     * Whether the host is this device itself; any port is then good at request time (RFC 8252
     * section 7.3).
     */
    public boolean hasLoopbackHost() {
        return parts.host() != null
                && LOOPBACK_HOSTS.contains(parts.host().toLowerCase(Locale.ROOT));
    }

    /**
     * Whether the host reaches this device in whatever spelling: for where that is forbidden, as
     * {@link #hasLoopbackHost} is for where it is allowed.
     */
    public boolean reachesLoopback() {
        return parts.host() != null && parts.isLoopback();
    }

    /**
     * Whether the scheme has the form of a reversed domain name, such as com.example.app (RFC 8252
     * section 7.1).
     */
    public boolean hasReversedDomainScheme() {
        return REVERSED_DOMAIN.matcher(parts.scheme()).matches();
    }

    /**
     * Whether the loopback interface is named instead of addressed, which may resolve elsewhere
     * (RFC 8252 section 8.3).
     */
    public boolean isLocalhostName() {
        return "localhost".equalsIgnoreCase(parts.host());
    }

    /** Whether it is of the scheme https. */
    public boolean isHttps() {
        return parts.scheme().equals("https");
    }

    /** Whether it is of the scheme http. */
    public boolean isHttp() {
        return parts.scheme().equals("http");
    }

    /** Whether the scheme is one that an app claims for itself (RFC 8252 section 7.1). */
    public boolean isPrivateUse() {
        return !parts.isHttp();
    }

    /** The scheme in lower case. */
    public String scheme() {
        return parts.scheme();
    }
}
