package org.clientregistrar.statement;

import static org.clientregistrar.statement.StatementException.invalid;

import java.util.List;
import org.clientregistrar.fetch.RefreshedDocument;
import org.clientregistrar.signature.IssuerKeys;
import org.clientregistrar.signature.SignatureAlgorithm;
import org.clientregistrar.signature.VerificationKey;

/**
 * An issuer whose statements are believed, and within which bounds.
 *
 * @param algorithms those of its signatures
 * @param keys its JWK Set
 * @param claimRules what its statements must say
 * @param members what its statements may say of a client
 */
record TrustedIssuer(
        List<SignatureAlgorithm> algorithms,
        RefreshedDocument<IssuerKeys> keys,
        ClaimRules claimRules,
        AttestedMembers members) {

    /**
     * Verifies that this issuer signed a statement. May read the issuer's keys first.
     *
     * @throws org.clientregistrar.error.OAuthException 503 if the keys could never be read, which
     *     is not the client's fault
     */
    void verify(CompactJws statement, StatementHeader header) throws StatementException {
        if (!algorithms.contains(header.algorithm())) {
            throw invalid(
                    "RFC8725-3.1-01",
                    "must be signed with an algorithm that is accepted from its issuer: "
                            + algorithms);
        }
        if (!key(header).verifies(statement.text())) {
            throw invalid("RFC8725-3.3-01", "its signature is not good for its content");
        }
    }

    private VerificationKey key(StatementHeader header) throws StatementException {
        var meant = IssuerKeys.meantBy(keys, header.algorithm(), header.kid());
        if (meant.isEmpty()) {
            throw invalid(
                    "RFC8725-3.8-01",
                    "its issuer has no key for its kid and alg; a key is used with one alg only");
        }
        if (meant.size() > 1) {
            throw invalid(
                    "RFC8725-3.8-01", "must name its key by a kid, as its issuer has several");
        }
        return meant.get(0);
    }
}
