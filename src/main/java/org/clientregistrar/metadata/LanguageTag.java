package org.clientregistrar.metadata;

import java.util.IllformedLocaleException;
import java.util.Locale;

/** The language tags of members such as {@code client_name#fr} (RFC 7591 section 2.2). */
final class LanguageTag {

    private LanguageTag() {}

    /** Whether a tag is well-formed (RFC 5646 section 2.2.9). */
    static boolean isWellFormed(String tag) {
        if (tag.isEmpty()) {
            return false;
        }
        try {
            new Locale.Builder().setLanguageTag(tag);
            return true;
        } catch (IllformedLocaleException e) {
            return false;
        }
    }
}
