package org.clientregistrar.metadata;

import io.netty.util.NetUtil;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** The names that a client's certificate can be known by (RFC 8705 section 2.1.2). */
final class CertificateSubject {

    static final TextRule DISTINGUISHED_NAME =
            new TextRule(
                    "RFC8705-2.1.2-02",
                    "must be a distinguished name in the form of RFC 4514, such as CN=client,O=Example",
                    CertificateSubject::isDistinguishedName);

    static final TextRule DNS_NAME =
            new TextRule("RFC8705-2.1.2-04", "must be a DNS name", UriText::isDnsName);

    static final TextRule ANY_URI =
            TextRule.uri("RFC8705-2.1.2-04", "must be an absolute URI", uri -> true);

    static final TextRule IP_ADDRESS =
            new TextRule(
                    "RFC8705-2.1.2-03",
                    "must be an IPv4 address in dotted decimal or an IPv6 address",
                    CertificateSubject::isIpAddress);

    static final TextRule EMAIL_ADDRESS =
            new TextRule("RFC8705-2.1.2-04", "must be an e-mail address", EmailAddress::is);

    /** What the library takes for a name grows with the square of its length. */
    private static final int LONGEST_NAME = 8192;

    private CertificateSubject() {}

    /** The library overlooks a comma at the end, and throws one thing or another. */
    private static boolean isDistinguishedName(String text) {
        try {
            return text.length() <= LONGEST_NAME
                    && !new LdapName(text).isEmpty()
                    && !(text.endsWith(",") && !text.endsWith("\\,"));
        } catch (InvalidNameException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isIpAddress(String text) {
        return NetUtil.isValidIpV4Address(text)
                || (NetUtil.isValidIpV6Address(text)
                        && text.indexOf('[') < 0
                        && text.indexOf('%') < 0);
    }
}
