package org.clientregistrar.admin;

import static org.clientregistrar.metadata.IssuedParameters.CLIENT_ID;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_ID_ISSUED_AT;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_SECRET;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_SECRET_EXPIRES_AT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clientregistrar.error.Faults;
import org.clientregistrar.error.OAuthException;

/**
 * A client as a line of an import brings it along. A line may be one of an export: what another
 * registry says of itself is left out, its dates become the words that this door takes.
 *
 * @param clientId its identifier, by which it is known when the line comes a second time
 * @param request what it shall be, as a request to this door
 * @param secretEnd when the secret that it brings along ends, if ever
 * @param withoutSecret whether it has no secret just now, and none is to be made: so its line says,
 *     or the secret of the line has ended
 * @param faults takes what is wrong with it, and what deserves a look
 */
record BroughtClient(
        String clientId,
        ObjectNode request,
        Optional<Instant> secretEnd,
        boolean withoutSecret,
        Faults faults) {

    /** What is for the registry alone to say, and so not for another one. */
    private static final List<String> LEFT_OUT =
            List.of(
                    ClientView.ORIGIN,
                    ClientView.IMPORTED,
                    ClientView.UPDATED_AT,
                    ClientView.DELETED_AT,
                    ClientView.RESTORABLE_UNTIL,
                    ClientExport.WITHHELD);

    /** The year 9999. */
    private static final long LATEST = 253_402_300_799L;

    /**
     * Reads a line.
     *
     * @param faults takes what deserves a look
     * @param now by which secrets have ended or not
     * @throws OAuthException 400 without an identifier that can be, or with times that cannot
     */
    static BroughtClient of(ObjectNode line, Faults faults, Instant now) {
        var reader = new MemberReader(line, faults);
        var clientId =
                reader.takeText(
                        CLIENT_ID.name(), ClientForm.IDENTIFIER, ClientForm.IDENTIFIER_DEMAND);
        if (clientId.isEmpty() && faults.isEmpty()) {
            reader.fault(
                    CLIENT_ID.name(),
                    "is needed, since by it the client is known when the line comes a second time");
        }
        LEFT_OUT.forEach(reader::take);
        if (reader.take(ClientView.BOUNDS).isPresent()) {
            faults.warn(
                    ClientView.BOUNDS,
                    null,
                    "are left out: the client has no initial access token here");
        }
        var issued = reader.take(CLIENT_ID_ISSUED_AT.name()).flatMap(at -> seconds(at));
        var created =
                reader.takeText(ClientView.CREATED_AT, text -> true, "must be a string")
                        .or(() -> issued.map(Instant::toString));
        var end = reader.take(CLIENT_SECRET_EXPIRES_AT.name());
        var endTime = end.flatMap(at -> seconds(at));
        if (end.isPresent() && endTime.isEmpty()) {
            reader.fault(
                    CLIENT_SECRET_EXPIRES_AT.name(),
                    "must be 0, or a number of seconds since 1970-01-01T00:00:00Z");
        }
        var request = reader.rest();
        created.ifPresent(time -> request.put(ClientView.DATE_CREATED, time));
        if (endTime.isPresent() && !CLIENT_SECRET.isIn(request)) {
            reader.fault(
                    CLIENT_SECRET_EXPIRES_AT.name(), "must be left out where client_secret is");
        }
        var isAbsent = reader.takeFlag(ClientExport.ABSENT, false);
        if (isAbsent && CLIENT_SECRET.isIn(request)) {
            reader.fault(ClientExport.ABSENT, "must be left out where client_secret is there");
        }
        faults.throwIfAny();
        var secretEnd = endTime.filter(time -> time.isAfter(Instant.EPOCH));
        var hasEnded = secretEnd.filter(time -> !time.isAfter(now)).isPresent();
        if (hasEnded) {
            request.remove(CLIENT_SECRET.name());
            faults.warn(
                    CLIENT_SECRET_EXPIRES_AT.name(),
                    "CHOICE-22",
                    "is past: the secret is left out, and a client that is new begins without one");
        }
        return new BroughtClient(
                clientId.orElseThrow(), request, secretEnd, isAbsent || hasEnded, faults);
    }

    /** Whether a secret is brought along. */
    boolean hasSecret() {
        return CLIENT_SECRET.isIn(request);
    }

    /** The request without the date of creation, which no client ever changes. */
    ObjectNode undated() {
        var undated = request.deepCopy();
        undated.remove(ClientView.DATE_CREATED);
        return undated;
    }

    private static Optional<Instant> seconds(JsonNode number) {
        return Optional.of(number)
                .filter(value -> value.isIntegralNumber() && value.canConvertToLong())
                .map(JsonNode::longValue)
                .filter(value -> value >= 0 && value <= LATEST)
                .map(Instant::ofEpochSecond);
    }
}
