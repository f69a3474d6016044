package org.clientregistrar.metadata;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Parameters that the IANA registry does not have, by what they belong to. A deployment switches
 * each group on by itself; the parameters of the others mean nothing to it.
 */
public enum Unregistered {
    /** JWT Secured Authorization Response Mode for OAuth 2.0. */
    JARM,
    /** OpenID Connect Client-Initiated Backchannel Authentication Flow, Core 1.0. */
    CIBA,
    /** OpenID Connect Relying Party Metadata Choices 1.0. */
    CHOICES,
    /** OpenID Federation 1.0: its display_name. */
    DISPLAY_NAME,
    /** OpenID for Verifiable Credential Issuance 1.0: its credential_offer_endpoint. */
    CREDENTIAL_OFFER,
    /** The response modes of a client, an extension that one server is known to have. */
    RESPONSE_MODES,
    /** RFC 7591 section 2.3: switched on by trusting an issuer of software statements. */
    SOFTWARE_STATEMENT;

    /** The name as settings have it, such as display-name. */
    public String setting() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The group that a setting names; empty for none, and for one that has its own switch. */
    public static Optional<Unregistered> ofSetting(String name) {
        return Arrays.stream(values())
                .filter(group -> group != SOFTWARE_STATEMENT && group.setting().equals(name))
                .findFirst();
    }
}
