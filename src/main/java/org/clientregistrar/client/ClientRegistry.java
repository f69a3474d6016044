package org.clientregistrar.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.clientregistrar.access.Admission;
import org.clientregistrar.access.Bounds;
import org.clientregistrar.audit.Action;
import org.clientregistrar.audit.Actor;
import org.clientregistrar.audit.AuditTrail;
import org.clientregistrar.audit.Changes;
import org.clientregistrar.audit.Target;
import org.clientregistrar.client.Client.Origin;
import org.clientregistrar.client.Client.State;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.error.Fault;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.metadata.ClientMetadata;
import org.clientregistrar.secret.Secret;

/**
 * The registered clients, and the only writer of their life. Every method that changes something is
 * one transaction: it happens as a whole or not at all.
 */
@ApplicationScoped
public class ClientRegistry {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int CLIENT_ID_BYTES = 16;
    private static final int TOKEN_BYTES = 32;

    private final ClientSecrets secrets;
    private final AuditTrail history;
    private final boolean rotateTokenOnUpdate;
    private final Clock clock = Clock.systemUTC();

    ClientRegistry(ClientSecrets secrets, AuditTrail history, RegistrarConfig config) {
        this.secrets = secrets;
        this.history = history;
        this.rotateTokenOnUpdate = config.registrationAccessToken().rotateOnUpdate();
    }

    /**
     * Registers a new client, with a new identifier, registration access token and, if it needs
     * one, secret.
     *
     * @param warnings what was let through and deserves a look, for the history
     * @throws OAuthException 401 if the initial access token has no use left
     */
    @Transactional
    public RegisteredClient register(
            ClientMetadata metadata, Admission admission, List<Fault> warnings) {
        var now = now();
        var token = newRegistrationAccessToken();
        var client = new Client();
        client.clientId = newClientId();
        client.state = State.ACTIVE;
        client.origin = origin(admission);
        client.bounds = admission.bounds().equals(Bounds.NONE) ? null : admission.bounds();
        client.metadata = metadata;
        client.registrationTokenHash = token.sha256();
        client.issuedAt = now;
        client.updatedAt = now;
        var change = secrets.forMetadata(client.clientId, metadata, List.of(), now);
        client.secrets = change.stored();
        client.persistAndFlush();
        history.record(
                admission.actor(),
                Action.REGISTERED,
                Target.client(client.clientId),
                Changes.between(ClientMetadata.NONE.members(), metadata.members()),
                warnings);
        admission.spend();
        return registered(client, token, change);
    }

    private static Origin origin(Admission admission) {
        if (admission instanceof Admission.Open) {
            return Origin.OPEN;
        }
        return admission instanceof Admission.ByToken ? Origin.TOKEN : Origin.ADMIN;
    }

    /**
     * The client that a registration access token was issued to.
     *
     * @return empty for every other token, and where there is no such client
     */
    public Optional<RegisteredClient> find(String clientId, Secret token) {
        return Client.findByRegistrationToken(clientId, token)
                .map(
                        client ->
                                registered(
                                        client,
                                        token,
                                        new ClientSecrets.Change(
                                                client.secrets,
                                                secrets.show(clientId, client.secrets))));
    }

    /** Whether this identifier was ever issued: also that of a client which has ended. */
    public boolean isKnown(String clientId) {
        return Client.wasIssued(clientId);
    }

    /**
     * Whether a secret is the client's own: its current one, or an earlier one that is still good.
     */
    public boolean isOwnSecret(String clientId, Secret token, Secret presented) {
        return Client.findByRegistrationToken(clientId, token)
                .filter(client -> secrets.isOwn(clientId, client.secrets, presented, now()))
                .isPresent();
    }

    /**
     * Replaces the metadata of a client (RFC 7592 section 2.2). Its secret stays, unless the new
     * metadata needs none, or needs one that the client does not have or that has expired.
     *
     * @param precondition says whether the client may still be changed at the version it has
     * @return empty if the token is not the client's, or no longer
     * @throws OAuthException 412 if the precondition does not hold
     */
    @Transactional
    public Optional<RegisteredClient> replace(
            String clientId, Secret token, LongPredicate precondition, ClientMetadata metadata) {
        var tokenAfter = rotateTokenOnUpdate ? newRegistrationAccessToken() : token;
        return change(
                clientId,
                token,
                tokenAfter,
                precondition,
                client -> {
                    client.metadata = metadata;
                    return secrets.forMetadata(clientId, metadata, client.secrets, now());
                });
    }

    /**
     * Gives the client a new secret (CHOICE-43).
     *
     * @param overlap how long the earlier secrets stay good; empty for the longest time that the
     *     settings allow
     * @return empty if the token is not the client's, or no longer
     * @throws OAuthException 400 for a client without a secret or with a longer overlap than the
     *     settings allow, 412 if the precondition does not hold
     */
    @Transactional
    public Optional<RegisteredClient> rotateSecret(
            String clientId, Secret token, LongPredicate precondition, Optional<Duration> overlap) {
        return change(
                clientId,
                token,
                token,
                precondition,
                client ->
                        secrets.rotate(clientId, client.metadata, client.secrets, overlap, now()));
    }

    /**
     * Ends a registration: the identifier stays taken, all else is erased (RFC 7592 section 2.3).
     *
     * @return false if the token is not the client's, or no longer
     * @throws OAuthException 412 if the precondition does not hold
     */
    @Transactional
    public boolean delete(String clientId, Secret token, LongPredicate precondition) {
        var found = locked(clientId, token, precondition);
        found.ifPresent(
                client -> {
                    client.state = State.DELETED;
                    client.metadata = ClientMetadata.NONE;
                    client.secrets = List.of();
                    client.registrationTokenHash = null;
                    client.updatedAt = now();
                });
        return found.isPresent();
    }

    private Optional<RegisteredClient> change(
            String clientId,
            Secret token,
            Secret tokenAfter,
            LongPredicate precondition,
            Function<Client, ClientSecrets.Change> change) {
        return locked(clientId, token, precondition)
                .map(
                        client -> {
                            var after = change.apply(client);
                            client.secrets = after.stored();
                            client.registrationTokenHash = tokenAfter.sha256();
                            client.updatedAt = now();
                            Client.flush(); // counts the version, which the reply shows
                            return registered(client, tokenAfter, after);
                        });
    }

    private static Optional<Client> locked(
            String clientId, Secret token, LongPredicate precondition) {
        var found = Client.lockByRegistrationToken(clientId, token);
        if (found.filter(client -> !precondition.test(client.version)).isPresent()) {
            throw OAuthException.preconditionFailed();
        }
        return found;
    }

    private static RegisteredClient registered(
            Client client, Secret token, ClientSecrets.Change secrets) {
        return new RegisteredClient(
                client.clientId,
                client.metadata,
                client.issuedAt,
                client.version,
                admission(client),
                token,
                secrets.current());
    }

    /** On what ground a client that is here already may change itself. */
    private static Admission admission(Client client) {
        var itself = Actor.client(client.clientId);
        return switch (client.origin) {
            case OPEN -> new Admission.Open();
            case TOKEN ->
                    new Admission.ByToken(
                            client.bounds == null ? Bounds.NONE : client.bounds, itself, () -> {});
            case ADMIN -> new Admission.ByOperator(itself);
        };
    }

    private static String newClientId() {
        var random = new byte[CLIENT_ID_BYTES];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static Secret newRegistrationAccessToken() {
        return Secret.generate("rat_", TOKEN_BYTES);
    }

    /** To the microsecond, as PostgreSQL keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
