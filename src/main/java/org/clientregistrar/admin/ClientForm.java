package org.clientregistrar.admin;

import static java.time.temporal.ChronoUnit.MICROS;
import static org.clientregistrar.client.AdminMembers.LOCKED;
import static org.clientregistrar.client.AdminMembers.NOTE;
import static org.clientregistrar.client.AdminMembers.OWNER;
import static org.clientregistrar.client.AdminMembers.REQUIRE_CONSENT;
import static org.clientregistrar.client.AdminMembers.REUSE_CONSENT;
import static org.clientregistrar.client.ClientState.ACTIVE;
import static org.clientregistrar.client.ClientState.DISABLED;
import static org.clientregistrar.error.OAuthException.Code.INVALID_REQUEST;
import static org.clientregistrar.metadata.ClientParameters.TOKEN_ENDPOINT_AUTH_METHOD;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_ID;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_ID_ISSUED_AT;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_SECRET;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_SECRET_EXPIRES_AT;
import static org.clientregistrar.metadata.IssuedParameters.REGISTRATION_ACCESS_TOKEN;
import static org.clientregistrar.metadata.IssuedParameters.REGISTRATION_CLIENT_URI;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.clientregistrar.audit.ShortText;
import org.clientregistrar.client.AdminMembers;
import org.clientregistrar.client.BroughtSecret;
import org.clientregistrar.client.ClientRecord;
import org.clientregistrar.client.Provision;
import org.clientregistrar.error.Faults;
import org.clientregistrar.metadata.ClientMetadata;
import org.clientregistrar.metadata.MetadataValues;
import org.clientregistrar.query.Rfc3339;
import org.clientregistrar.secret.Secret;

/**
 * What an operator's request says of a client.
 *
 * @param clientId the identifier; empty for a client to which one is issued
 * @param issuedAt when it was issued elsewhere; empty where the request does not say, and for a
 *     client that is here already
 * @param withRegistrationToken whether a new client gets a registration access token
 * @param members what only operators say
 * @param enabled whether the client may be used
 * @param secret a secret that is brought along
 * @param metadata all other members
 */
record ClientForm(
        Optional<String> clientId,
        Optional<Instant> issuedAt,
        boolean withRegistrationToken,
        AdminMembers members,
        boolean enabled,
        Optional<Secret> secret,
        ObjectNode metadata) {

    static final String WITH_REGISTRATION_TOKEN = "issue_registration_access_token";

    /**
     * RFC 6749 appendix A.1, but for what a path cannot have as a segment (RFC 3986 section 3.3),
     * and for what is something else at the authorization server's door, in the place of an
     * identifier.
     */
    static final Predicate<String> IDENTIFIER = form("(?!(?:\\.{1,2}|changes)$)[ -~]{1,255}");

    static final String IDENTIFIER_DEMAND =
            "must be 1 to 255 characters of printable ASCII, and not ., .. or changes";

    /** RFC 6749 appendix A.2. */
    private static final Predicate<String> SECRET = form("[ -~]{1,1024}");

    private static final Predicate<String> LINES = form("[\\P{Cc}\\t\\n\\r]{1,4000}");
    private static final Predicate<String> STATES = form(ACTIVE + "|" + DISABLED);
    private static final Predicate<String> ANY = text -> true;

    /** What this service sets; a request may repeat it. */
    private static final List<String> ISSUED =
            List.of(
                    CLIENT_ID_ISSUED_AT.name(),
                    ClientView.ORIGIN,
                    ClientView.BOUNDS,
                    ClientView.IMPORTED,
                    ClientView.CREATED_AT,
                    ClientView.DELETED_AT,
                    ClientView.RESTORABLE_UNTIL);

    /** What replies have beside a credential that they show this once. */
    private static final List<String> SHOWN_ONCE =
            List.of(
                    CLIENT_SECRET_EXPIRES_AT.name(),
                    REGISTRATION_ACCESS_TOKEN.name(),
                    REGISTRATION_CLIENT_URI.name());

    private static Predicate<String> form(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }

    /** A client to be, with an identifier that is brought along or a new one. */
    static ClientForm ofNew(ObjectNode request, Faults faults) {
        var reader = new MemberReader(request, faults);
        var clientId = reader.takeText(CLIENT_ID.name(), IDENTIFIER, IDENTIFIER_DEMAND);
        var withToken = reader.takeFlag(WITH_REGISTRATION_TOKEN, false);
        return ofNew(reader, clientId, withToken);
    }

    /** A client to be, with an identifier that the path brings along. */
    static ClientForm ofNew(ObjectNode request, String clientId, Faults faults) {
        var reader = new MemberReader(request, faults);
        if (!IDENTIFIER.test(clientId)) {
            reader.fault(CLIENT_ID.name(), IDENTIFIER_DEMAND);
        }
        checkIdentifier(reader, clientId);
        refuseTokenRequest(reader);
        return ofNew(reader, Optional.of(clientId), false);
    }

    private static ClientForm ofNew(
            MemberReader reader, Optional<String> clientId, boolean withToken) {
        checkIssued(reader, JsonNodeFactory.instance.objectNode());
        var date = reader.takeText(ClientView.DATE_CREATED, ANY, "must be a string");
        var issuedAt = date.flatMap(text -> past(text));
        if (date.isPresent() && issuedAt.isEmpty()) {
            reader.fault(
                    ClientView.DATE_CREATED,
                    "must be a date such as 2014-12-31 or a time such as 2014-12-31T23:59:59Z, from 1970 on and not in the future");
        }
        return of(reader, clientId, issuedAt, withToken, AdminMembers.DEFAULTS, true);
    }

    /**
     * A client that is here already. What the request does not say of its state, and of whether it
     * is locked, stays as it is.
     */
    static ClientForm of(ObjectNode request, ClientRecord now, Faults faults) {
        var reader = new MemberReader(request, faults);
        checkIdentifier(reader, now.clientId());
        refuseTokenRequest(reader);
        checkIssued(reader, ClientView.standardMembers(now));
        reader.takeText(ClientView.DATE_CREATED, ANY, "must be a string")
                .filter(text -> !isDateOf(now, text))
                .ifPresent(text -> reader.fault(ClientView.DATE_CREATED, "cannot be changed"));
        return of(
                reader,
                Optional.of(now.clientId()),
                Optional.empty(),
                false,
                now.members(),
                now.isEnabled());
    }

    private static ClientForm of(
            MemberReader reader,
            Optional<String> clientId,
            Optional<Instant> issuedAt,
            boolean withToken,
            AdminMembers now,
            boolean isEnabled) {
        // Both move with every change and every use, and so repeat nothing.
        reader.take(ClientView.UPDATED_AT);
        reader.take(ClientView.LAST_USED_AT);
        var members =
                new AdminMembers(
                        reader.takeFlag(REQUIRE_CONSENT, AdminMembers.DEFAULTS.requireConsent()),
                        reader.takeFlag(REUSE_CONSENT, AdminMembers.DEFAULTS.reuseConsent()),
                        reader.takeText(OWNER, ShortText::isShortText, ShortText.DEMAND),
                        reader.takeText(
                                NOTE,
                                LINES,
                                "must be a string of 1 to 4000 characters without control characters but for line breaks"),
                        reader.takeFlag(LOCKED, now.locked()));
        var enabled =
                reader.takeText(
                                ClientView.STATE,
                                STATES,
                                "must be %s or %s".formatted(ACTIVE, DISABLED))
                        .map(ACTIVE.toString()::equals)
                        .orElse(isEnabled);
        var secret =
                reader.takeText(
                                CLIENT_SECRET.name(),
                                SECRET,
                                "must be 1 to 1024 characters of printable ASCII")
                        .map(Secret::of);
        return new ClientForm(
                clientId, issuedAt, withToken, members, enabled, secret, reader.rest());
    }

    /** Notes what in the form does not go with the metadata that was made of it. */
    void checkWith(MetadataValues checked, Faults faults) {
        if (checked.isPublic() && !members.requireConsent()) {
            faults.add(
                    INVALID_REQUEST,
                    REQUIRE_CONSENT,
                    null,
                    "must be true for a public client: anybody could pass for it, and users would not notice");
        }
        var isMethodKnown = checked.get(TOKEN_ENDPOINT_AUTH_METHOD).isPresent();
        if (secret.isPresent() && isMethodKnown && !checked.needsSecret()) {
            faults.add(
                    INVALID_REQUEST,
                    CLIENT_SECRET.name(),
                    null,
                    "must be left out, since the client needs no secret with this token_endpoint_auth_method");
        }
    }

    /**
     * What the client shall be, with the metadata that was made of the other members.
     *
     * @param secretEnd when the secret that is brought along ends, if that is known
     */
    Provision provision(ClientMetadata checked, Optional<Instant> secretEnd) {
        return new Provision(checked, members, enabled, secret.map(BroughtSecret::of), secretEnd);
    }

    private static void checkIdentifier(MemberReader reader, String clientId) {
        if (reader.take(CLIENT_ID.name())
                .filter(sent -> !clientId.equals(sent.textValue()))
                .isPresent()) {
            reader.fault(CLIENT_ID.name(), "must be left out, or be the one of the path");
        }
    }

    private static void refuseTokenRequest(MemberReader reader) {
        if (reader.takeFlag(WITH_REGISTRATION_TOKEN, false)) {
            reader.fault(
                    WITH_REGISTRATION_TOKEN,
                    "is possible with POST /admin/clients alone; POST to the client's path with /registration-access-token issues one at any time");
        }
    }

    private static void checkIssued(MemberReader reader, ObjectNode now) {
        for (var member : SHOWN_ONCE) {
            if (reader.take(member).isPresent()) {
                reader.fault(
                        member, "must be left out, since this service sets it and shows it once");
            }
        }
        for (var member : ISSUED) {
            if (reader.take(member)
                    .filter(sent -> !sent.equals(ClientForm::compare, now.path(member)))
                    .isPresent()) {
                reader.fault(
                        member,
                        now.isEmpty()
                                ? "must be left out, since this service sets it"
                                : "must be left out, or repeat what it is");
            }
        }
    }

    /** Numbers are the same whatever their type in Java. */
    private static int compare(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue())
                : one.equals(other) ? 0 : 1;
    }

    private static boolean isDateOf(ClientRecord client, String text) {
        var issuedAt = client.issuedAt().atOffset(ZoneOffset.UTC);
        return issuedAt.toLocalDate().toString().equals(text)
                || time(text).filter(issuedAt.toInstant()::equals).isPresent();
    }

    private static Optional<Instant> past(String text) {
        return time(text)
                .filter(time -> !time.isBefore(Instant.EPOCH) && !time.isAfter(Instant.now()));
    }

    /** Of a date or a time (RFC 3339), to the microsecond as PostgreSQL keeps it. */
    private static Optional<Instant> time(String text) {
        return Rfc3339.time(text).or(() -> midnight(text)).map(time -> time.truncatedTo(MICROS));
    }

    private static Optional<Instant> midnight(String date) {
        try {
            return Optional.of(LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
