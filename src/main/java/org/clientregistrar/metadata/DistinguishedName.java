package org.clientregistrar.metadata;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A distinguished name in the form of RFC 4514 section 3, with spaces around its separators, which
 * many tools write (RFC 2253 section 4). Libraries also take older forms, which authorization
 * servers may read differently.
 */
final class DistinguishedName {

    private static final String TYPE =
            "(?:[A-Za-z][A-Za-z0-9-]*+|(?:0|[1-9][0-9]*+)(?:\\.(?:0|[1-9][0-9]*+))++)";
    private static final String PAIR = "\\\\(?:[\\\\\"+,;<> #=]|[0-9A-Fa-f]{2})";
    private static final String TEXT = "(?!#)(?:[^\\x00\"+,;<>\\\\]++|" + PAIR + ")*+";
    private static final String BER = "#(?:[0-9A-Fa-f]{2})++ *+";
    private static final String ATTRIBUTE = " *+" + TYPE + " *+= *+(?:" + BER + "|" + TEXT + ")";
    private static final Pattern NAME =
            Pattern.compile(ATTRIBUTE + "(?:[+,]" + ATTRIBUTE + ")*+", Pattern.DOTALL);

    private static final Pattern OCTETS = Pattern.compile("(?:\\\\[0-9A-Fa-f]{2})++");
    private static final Pattern BACKSLASH = Pattern.compile("\\\\\\\\");

    private DistinguishedName() {}

    /** Whether a text is one. */
    static boolean is(String text) {
        return NAME.matcher(text).matches()
                && OCTETS.matcher(BACKSLASH.matcher(text).replaceAll("_"))
                        .results()
                        .allMatch(octets -> isUtf8(octets.group()));
    }

    private static boolean isUtf8(String escaped) {
        var octets = HexFormat.of().parseHex(escaped.replace("\\", ""));
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
