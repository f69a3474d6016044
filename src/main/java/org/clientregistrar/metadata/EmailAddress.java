package org.clientregistrar.metadata;

import java.util.regex.Pattern;

/**
 * An e-mail address as people have them: no quoted local part, no comment (RFC 5321 section 4.1.2).
 */
public final class EmailAddress {

    private static final Pattern LOCAL_PART =
            Pattern.compile("(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++\\.?+)++(?<!\\.)");
    private static final int LONGEST_LOCAL_PART = 64;

    private EmailAddress() {}

    /** Whether a text is one. */
    public static boolean is(String text) {
        int at = text.lastIndexOf('@');
        return at > 0
                && at <= LONGEST_LOCAL_PART
                && LOCAL_PART.matcher(text.substring(0, at)).matches()
                && UriText.isDnsName(text.substring(at + 1));
    }
}
