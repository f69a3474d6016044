package org.clientregistrar.audit;

import java.util.regex.Pattern;

/**
 * What people call a thing or each other, on one line, as the history tells it: 1 to 255 printable
 * characters. Controls, formats, the marks of writing direction among them, line breaks, and what
 * has no meaning are not printable; nor could PostgreSQL store all of it.
 */
public final class ShortText {

    /** The rule as a fault says it. */
    public static final String DEMAND =
            "must be a string of 1 to 255 printable characters, and not of spaces alone";

    private static final Pattern FORM = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]{1,255}");

    private ShortText() {}

    /** Whether a text is one. */
    public static boolean isShortText(String text) {
        return FORM.matcher(text).matches() && !text.isBlank();
    }
}
