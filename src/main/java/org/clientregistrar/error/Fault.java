package org.clientregistrar.error;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One thing that is wrong with a request.
 *
 * @param code the registered error code it stands for
 * @param member the member at fault with its index, for example {@code redirect_uris[1]}; null
 *     where the request as a whole is at fault
 * @param rule the requirement that is broken, as listed in docs/conformance.md; null where HTTP
 *     itself says enough
 * @param detail a sentence in ASCII that a person can act on, without the caller's value
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(
        OAuthException.Code code,
        @JsonProperty String member,
        @JsonProperty String rule,
        @JsonProperty String detail) {

    /**
     * The member, if any, and what is wrong with it: the text of error_description (RFC 6749
     * appendix A.8).
     */
    String description() {
        return member == null ? detail : member + ": " + detail;
    }

    /** Kept out of the JSON form, where the first fault's code is the response's {@code error}. */
    @JsonIgnore
    @Override
    public OAuthException.Code code() {
        return code;
    }
}
