package org.clientregistrar.statement;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static org.clientregistrar.error.OAuthException.Code.INVALID_SOFTWARE_STATEMENT;
import static org.clientregistrar.error.OAuthException.Code.UNAPPROVED_SOFTWARE_STATEMENT;
import static org.clientregistrar.metadata.ClientParameters.SOFTWARE_STATEMENT;
import static org.clientregistrar.statement.StatementException.invalid;
import static org.clientregistrar.statement.StatementException.unapproved;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Map;
import org.clientregistrar.config.PublicUrl;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.error.Faults;
import org.clientregistrar.fetch.Fetcher;
import org.clientregistrar.metadata.Precedence;

/**
 * The software statements of requests: what somebody whom this deployment trusts says of a client
 * (RFC 7591 section 2.3). One way for registration and update alike.
 */
@Startup
@Singleton
public class SoftwareStatements {

    private final boolean required;
    private final Map<String, TrustedIssuer> issuers;

    SoftwareStatements(RegistrarConfig config, PublicUrl publicUrl, Fetcher fetcher) {
        var settings = config.softwareStatements();
        var issuerSettings = new IssuerSettings(settings, publicUrl, fetcher::getForOperator);
        IssuerSettings.checkDistinct(settings.issuers());
        this.required = settings.required();
        this.issuers =
                settings.issuers().entrySet().stream()
                        .collect(
                                toUnmodifiableMap(
                                        named -> named.getValue().issuer(),
                                        named ->
                                                issuerSettings.issuer(
                                                        named.getKey(), named.getValue())));
    }

    /**
     * The request as its software statement has it: the claims in place of the client's own word.
     * Where there is a fault in the statement, nothing of it is applied. May read the issuer's keys
     * from elsewhere; never to be called inside a transaction.
     *
     * @param faults gets what is wrong with the statement
     * @throws org.clientregistrar.error.OAuthException 503 if the issuer's keys could never be read
     */
    public ObjectNode applyTo(ObjectNode request, Faults faults) {
        if (issuers.isEmpty()) {
            return withoutStatement(request); // RFC7591-3.1.1-01
        }
        try {
            if (SOFTWARE_STATEMENT.isIn(request)) {
                return attested(request, faults);
            }
            if (required) {
                throw invalid("CHOICE-39", "is required here, in updates too");
            }
        } catch (StatementException e) {
            e.noteIn(faults);
        }
        return withoutStatement(request);
    }

    private ObjectNode attested(ObjectNode request, Faults faults) throws StatementException {
        var sent = request.get(SOFTWARE_STATEMENT.name());
        if (!sent.isTextual()) {
            throw invalid("RFC7591-3.1.1-03", "must be a string that holds the whole JWT");
        }
        var statement = CompactJws.parse(sent.textValue());
        var header = StatementHeader.of(statement.header());
        var claims = statement.payload();
        var issuer = issuer(claims);
        issuer.verify(statement, header);
        issuer.claimRules().check(claims, faults);
        if (faults.has(INVALID_SOFTWARE_STATEMENT, UNAPPROVED_SOFTWARE_STATEMENT)) {
            return withoutStatement(request);
        }
        var attested = issuer.members().of(claims);
        attested.fieldNames().forEachRemaining(faults::attested);
        return Precedence.over(request, attested);
    }

    private TrustedIssuer issuer(ObjectNode claims) throws StatementException {
        var iss = claims.path("iss");
        if (!iss.isTextual()) {
            throw invalid("RFC7591-2.3-02", "must have the claim iss, a string");
        }
        if (!issuers.containsKey(iss.textValue())) {
            throw unapproved("CHOICE-37", "its issuer is not approved here");
        }
        return issuers.get(iss.textValue());
    }

    private static ObjectNode withoutStatement(ObjectNode request) {
        var rest = request.deepCopy();
        rest.remove(SOFTWARE_STATEMENT.name());
        return rest;
    }
}
