package org.clientregistrar.metadata;

import java.util.List;
import java.util.function.Predicate;

/**
 * A rule that one string value keeps or breaks by itself.
 *
 * @param rule the requirement's id in docs/conformance.md
 * @param detail what is wrong with a value that breaks it, in ASCII, without the value
 * @param holds whether a value keeps it; later rules of one parameter may count on earlier ones
 */
record TextRule(String rule, String detail, Predicate<String> holds) {

    static final TextRule ABSOLUTE_URI =
            uri(
                    "RFC3986-4.3-01",
                    "must be an absolute URI (RFC 3986 section 4.3), with all other characters percent-encoded",
                    uri -> true);
    static final TextRule NO_USERINFO =
            uri(
                    "RFC3986-3.2.1-01",
                    "must not have user information before the host",
                    uri -> uri.userinfo() == null);
    static final TextRule PLAIN_HOST =
            uri(
                    "RFC3986-4.3-01",
                    "must have a host name or address in its plain spelling, and a port of 1 to 65535 if any",
                    uri -> !uri.isHttp() || (uri.hasPlainHost() && uri.hasUsablePort()));

    /** A rule about the parts of a URI; broken by a value that is not a URI. */
    static TextRule uri(String rule, String detail, Predicate<UriText> holds) {
        return new TextRule(rule, detail, text -> UriText.parse(text).filter(holds).isPresent());
    }

    /** What every URI value must be, whatever its use. */
    static TextRule[] anyUri() {
        return new TextRule[] {ABSOLUTE_URI, NO_USERINFO, PLAIN_HOST};
    }

    /** A page or picture that a person's browser opens. */
    static TextRule webPage(String rule) {
        return uri(rule, "must be an http or https URL", UriText::isHttp);
    }

    /** A URL that the policy may yet want to be https. */
    static TextRule web(String rule) {
        return uri(rule, "must be an https URL", UriText::isHttp);
    }

    /** The name of an algorithm with a key pair; one that is not known may be such. */
    static TextRule asymmetric(String rule) {
        return new TextRule(
                rule,
                "must be an asymmetric algorithm",
                name ->
                        JoseAlgorithm.of(name)
                                .map(JoseAlgorithm::isAsymmetric)
                                .orElse(!name.equals("none")));
    }

    /** A document that software fetches. */
    static TextRule https(String rule) {
        return uri(rule, "must be an https URL", uri -> uri.scheme().equals("https"));
    }

    /** A URL of this kind that has no place for a fragment. */
    static TextRule noFragment(String rule) {
        return uri(rule, "must not have a fragment", uri -> uri.fragment() == null);
    }

    /** A string that has at least one character. */
    static TextRule notEmpty(String rule) {
        return new TextRule(rule, "must not be empty", text -> !text.isEmpty());
    }

    static TextRule oneOf(String rule, List<String> values) {
        return new TextRule(rule, "must be one of " + String.join(", ", values), values::contains);
    }
}
