package org.clientregistrar.metadata;

import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule of the catalogue on texts that make careless expressions go back and forth: as long as
 * a deployment can allow, and with all the time in the world for work that is linear.
 */
class TextRuleLoadTest {

    private static final int LONGEST_TEXT = 1_000_000;
    private static final int LONGEST_URI = 8192;
    private static final Duration CEILING = Duration.ofSeconds(10);

    /** What comes before, again and again, and at the end. */
    private record Nasty(String start, String repeated, String end) {

        String ofLength(int length) {
            var times = (length - start.length() - end.length()) / repeated.length();
            return start + repeated.repeat(times) + end;
        }
    }

    static Stream<Nasty> nastyTexts() {
        return Stream.of(
                new Nasty("", "a", "!"),
                new Nasty("", "a ", ""),
                new Nasty("", "a.", ""),
                new Nasty("a.", "b.", "c:/"),
                new Nasty("a.", "bb-.", ":/"),
                new Nasty("a", "a-", ":/"),
                new Nasty("a", "-", ":"),
                new Nasty("https://", "a.", "a"),
                new Nasty("https://", "a", "/"),
                new Nasty("https://", "1.", "0x"),
                new Nasty("https://", "%41", "/"),
                new Nasty("https://", "%", "/"),
                new Nasty("https://", "a:", "@"),
                new Nasty("https://", "@", "/"),
                new Nasty("https://[", ":", "]/"),
                new Nasty("https://", "[", "]/"),
                new Nasty("https://a/", "%2", "f"),
                new Nasty("https://a/", "?", "#"),
                new Nasty("https://a/", "/..", "#"),
                new Nasty("https://a:", "1", "/"),
                new Nasty("a", "a:", "/"),
                new Nasty("", "a@", "a.example"),
                new Nasty("", "a.", "@a.example"),
                new Nasty("a@", "a.", "b-"),
                new Nasty("", "::", ""),
                new Nasty("1.", "1.", "1"),
                new Nasty("CN=a", ",CN=a", ""),
                new Nasty("CN=a", "+CN=a", ""),
                new Nasty("CN=", "\\,", "a"),
                new Nasty("CN=", " ", "a"),
                new Nasty("CN=\"", "\\\"", "\""),
                new Nasty("CN=#", "41", ""),
                new Nasty("", "\ud83d\ude80", ""),
                new Nasty("", "code ", "token"));
    }

    @ParameterizedTest
    @MethodSource("nastyTexts")
    @DisplayName("No rule of the catalogue takes long, however a text is made")
    void rulesAreLinear(Nasty nasty) {
        for (var parameter : Catalogue.all()) {
            var text = nasty.ofLength(isUri(parameter) ? LONGEST_URI : LONGEST_TEXT);
            for (var rule : parameter.rules()) {
                assertTimeout(CEILING, () -> rule.holds().test(text), parameter::name);
            }
        }
    }

    private static boolean isUri(Parameter<?> parameter) {
        var item =
                parameter.type() instanceof ValueType.Texts texts ? texts.item() : parameter.type();
        return item instanceof ValueType.Text text && text.length() == ValueType.Length.URI;
    }

    @ParameterizedTest
    @MethodSource("nastyTexts")
    @DisplayName("Nor does what the policy asks of texts")
    void questionsAreLinear(Nasty nasty) {
        var text = nasty.ofLength(LONGEST_TEXT);
        assertTimeout(
                CEILING,
                () -> {
                    EmailAddress.is(text);
                    LanguageTag.isWellFormed(text);
                    ResponseType.of(text).neededGrants();
                });
        UriText.parse(nasty.ofLength(LONGEST_URI))
                .ifPresent(
                        uri -> {
                            var redirectUri = new RedirectUri("", uri);
                            assertTimeout(CEILING, redirectUri::hasReversedDomainScheme);
                            assertTimeout(CEILING, redirectUri::reachesLoopback);
                        });
    }
}
