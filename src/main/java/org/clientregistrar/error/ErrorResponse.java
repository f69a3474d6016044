package org.clientregistrar.error;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one error form of all doors: the members of RFC 7591 section 3.2.2, and all faults beside
 * them.
 *
 * @param error the code of the first fault
 * @param description the first fault in words, in the character set of RFC 6749 appendix A.8
 * @param errors every fault of the request, up to a hundred
 */
public record ErrorResponse(
        @JsonProperty String error,
        @JsonProperty("error_description") String description,
        @JsonProperty List<Fault> errors) {

    /** So that the answer is not much larger than the request; the description counts all. */
    private static final int MOST_FAULTS = 100;

    /** The body for an exception. */
    public static ErrorResponse of(OAuthException exception) {
        var first = exception.faults().get(0);
        var others = exception.faults().size() - 1;
        var more =
                others == 0
                        ? ""
                        : others == 1 ? " (and 1 more fault)" : " (and " + others + " more faults)";
        return new ErrorResponse(
                first.code().toString(),
                first.description() + more,
                exception.faults().stream().limit(MOST_FAULTS).toList());
    }

    /**
     * The headers that go with the body: never cached, a challenge for 401, when to come back for
     * 503.
     */
    public static Map<String, String> headers(OAuthException exception) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("Cache-Control", "no-store");
        headers.put("Pragma", "no-cache");
        if (exception.status() == 401 || exception.scope().isPresent()) {
            headers.put("WWW-Authenticate", challenge(exception));
        }
        exception
                .retryAfter()
                .ifPresent(after -> headers.put("Retry-After", Long.toString(after.toSeconds())));
        return headers;
    }

    /** RFC 6750 section 3: an error code only where a token was presented. */
    private static String challenge(OAuthException exception) {
        var realm = "Bearer realm=\"client-registrar\"";
        if (!exception.credentialsPresented()) {
            return realm;
        }
        var fault = exception.faults().get(0);
        return realm
                + ", error=\""
                + fault.code()
                + "\", error_description=\""
                + fault.detail()
                + "\""
                + exception.scope().map(scope -> ", scope=\"" + scope + "\"").orElse("");
    }
}
