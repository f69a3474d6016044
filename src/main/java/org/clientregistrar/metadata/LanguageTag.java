package org.clientregistrar.metadata;

import java.util.IllformedLocaleException;
import java.util.Locale;

/** The language tags of members such as {@code client_name#fr} (RFC 7591 section 2.2). */
final class LanguageTag {

    /** RFC 5646 sets no limit; section 4.4 knows no registered use of more than 42. */
    private static final int MOST_CHARACTERS = 100;

    private LanguageTag() {}

    /** Whether a tag is well-formed (RFC 5646 section 2.2.9). */
    static boolean isWellFormed(String tag) {
        if (tag.isEmpty() || tag.length() > MOST_CHARACTERS) {
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
