package org.clientregistrar.statement;

import static org.clientregistrar.statement.StatementException.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.clientregistrar.signature.SignatureAlgorithm;

/**
 * What the header of a statement may tell: which algorithm and key to try, and nothing about whom
 * to trust (RFC 8725 section 3.10).
 *
 * @param kid a look-up key among the issuer's own keys
 */
record StatementHeader(SignatureAlgorithm algorithm, Optional<String> kid) {

    /** A statement that brings its own key, or says where to fetch it, proves nothing. */
    private static final List<String> KEYS_OF_ITS_OWN = List.of("jku", "x5u", "jwk", "x5c");

    /** Other types are other kinds of JWT, such as access tokens (RFC 8725 section 3.11). */
    private static final Set<String> TYPES = Set.of("jwt", "application/jwt");

    static StatementHeader of(ObjectNode header) throws StatementException {
        for (var name : KEYS_OF_ITS_OWN) {
            if (header.has(name)) {
                throw invalid(
                        "RFC8725-3.10-01",
                        "the header must not have " + name + ": keys come from the settings alone");
            }
        }
        // No extension is understood here, and one that changes what is signed least of all
        // (RFC 7515 section 4.1.11, RFC 7797 section 3).
        if (header.has("crit") || header.has("b64")) {
            throw invalid("RFC8725-3.10-01", "the header must not have crit or b64");
        }
        if (header.has("typ") && !isStatementType(header.get("typ"))) {
            throw invalid(
                    "RFC8725-3.11-01", "the header must have the typ JWT or none, as no other JWT");
        }
        if (header.has("kid") && !header.get("kid").isTextual()) {
            throw invalid("RFC8725-3.10-01", "the kid of the header must be a string");
        }
        var algorithm =
                Optional.ofNullable(header.path("alg").textValue())
                        .flatMap(SignatureAlgorithm::of)
                        .orElseThrow(
                                () ->
                                        invalid(
                                                "RFC8725-3.2-01",
                                                "must be signed with an asymmetric algorithm, and say so in alg"));
        return new StatementHeader(algorithm, Optional.ofNullable(header.path("kid").textValue()));
    }

    private static boolean isStatementType(JsonNode typ) {
        return typ.isTextual() && TYPES.contains(typ.textValue().toLowerCase(Locale.ROOT));
    }
}
