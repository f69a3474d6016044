package org.clientregistrar.statement;

import static org.clientregistrar.statement.StatementException.invalid;
import static org.clientregistrar.statement.StatementException.unapproved;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clientregistrar.error.Faults;
import org.clientregistrar.metadata.ClientParameters;
import org.clientregistrar.metadata.Parameter;

/**
 * What the claims of a verified statement must be (RFC 7519 section 4.1, RFC 7523 section 3).
 *
 * @param clockSkew how far the issuer's clock may be off
 * @param audiences the names of this registry
 * @param maxAge how old a statement may be, if there is a limit
 * @param required claims that must be there
 * @param softwareIds the software that is approved; all of it without such a list
 */
record ClaimRules(
        Clock clock,
        Duration clockSkew,
        Set<String> audiences,
        Optional<Duration> maxAge,
        List<String> required,
        Optional<Set<String>> softwareIds) {

    /** Notes everything that is wrong with the claims. */
    void check(ObjectNode claims, Faults faults) {
        checkDates(claims, faults);
        if (claims.has("aud") && !isForThisRegistry(claims.get("aud"))) {
            invalid("RFC8725-3.9-01", "its aud must include the URL of this registry")
                    .noteIn(faults);
        }
        for (var name : required) {
            if (!Parameter.isValue(claims.path(name))) {
                invalid("CHOICE-37", "must have the claim " + name).noteIn(faults);
            }
        }
        var softwareId = claims.path(ClientParameters.SOFTWARE_ID.name()).asText();
        if (softwareIds.filter(approved -> !approved.contains(softwareId)).isPresent()) {
            unapproved("RFC7591-3.2.2-09", "its software_id is not approved here").noteIn(faults);
        }
    }

    private void checkDates(ObjectNode claims, Faults faults) {
        var now = BigDecimal.valueOf(clock.millis(), 3);
        var skew = BigDecimal.valueOf(clockSkew.toSeconds());
        date("exp", claims, faults)
                .filter(exp -> exp.add(skew).compareTo(now) <= 0)
                .ifPresent(
                        exp ->
                                invalid("RFC7523-3-02", "has expired; ask its issuer for a new one")
                                        .noteIn(faults));
        date("nbf", claims, faults)
                .filter(nbf -> nbf.subtract(skew).compareTo(now) > 0)
                .ifPresent(
                        nbf ->
                                invalid("RFC7523-3-02", "is not valid yet, by its nbf")
                                        .noteIn(faults));
        var iat = date("iat", claims, faults);
        iat.filter(issued -> issued.subtract(skew).compareTo(now) > 0)
                .ifPresent(
                        issued ->
                                invalid("RFC7523-3-02", "was issued in the future, by its iat")
                                        .noteIn(faults));
        if (maxAge.isPresent() && !claims.has("iat")) {
            invalid("CHOICE-37", "must have the claim iat").noteIn(faults);
        }
        maxAge.map(age -> now.subtract(skew).subtract(BigDecimal.valueOf(age.toSeconds())))
                .filter(oldest -> iat.filter(issued -> issued.compareTo(oldest) < 0).isPresent())
                .ifPresent(
                        oldest ->
                                invalid(
                                                "CHOICE-37",
                                                "is too old, by its iat; ask its issuer for a new one")
                                        .noteIn(faults));
    }

    /** A NumericDate (RFC 7519 section 2); another value is a fault, and never read as none. */
    private static Optional<BigDecimal> date(String name, ObjectNode claims, Faults faults) {
        var value = claims.path(name);
        if (claims.has(name) && !value.isNumber()) {
            invalid("RFC7523-3-02", "its " + name + " must be a number").noteIn(faults);
        }
        return value.isNumber() ? Optional.of(value.decimalValue()) : Optional.empty();
    }

    /** One string or an array of them (RFC 7519 section 4.1.3). */
    private boolean isForThisRegistry(JsonNode aud) {
        if (aud.isTextual()) {
            return audiences.contains(aud.textValue());
        }
        var isNamed = false;
        for (var name : aud) {
            if (!name.isTextual()) {
                return false;
            }
            isNamed |= audiences.contains(name.textValue());
        }
        return aud.isArray() && isNamed;
    }
}
