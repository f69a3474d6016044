package org.clientregistrar.client;

import static java.util.Comparator.comparing;
import static org.clientregistrar.metadata.ClientParameters.LOGO_URI;
import static org.clientregistrar.metadata.ClientParameters.TOKEN_ENDPOINT_AUTH_METHOD;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.clientregistrar.access.Admission;
import org.clientregistrar.access.Bounds;
import org.clientregistrar.audit.Action;
import org.clientregistrar.audit.Actor;
import org.clientregistrar.audit.AuditTrail;
import org.clientregistrar.audit.Changes;
import org.clientregistrar.audit.Target;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.error.Fault;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.metadata.ClientMetadata;
import org.clientregistrar.picture.Picture;
import org.clientregistrar.secret.Secret;

/**
 * The registered clients, and the only writer of their life. Every method that changes something is
 * one transaction: it happens as a whole, with one event of the history, or not at all.
 *
 * <p>All that name a client end with the caller's own refusal where there is no such client for it,
 * see {@link Caller#unknownClient}; with 403 for a client whose registration an operator has locked
 * (RFC 7592 section 2.1); with 409 for an operator and a client that is deleted; and with 412 where
 * the precondition does not hold for the version that the client has.
 */
@ApplicationScoped
public class ClientRegistry {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int CLIENT_ID_BYTES = 16;
    private static final int TOKEN_BYTES = 32;

    /** Few enough for each transaction to be short. */
    private static final int ERASED_AT_ONCE = 50;

    private final ClientSecrets secrets;
    private final ClientLogos logos;
    private final RestoreWindow restoreWindow;
    private final AuditTrail history;
    private final boolean rotateTokenOnUpdate;
    private final Clock clock;

    ClientRegistry(
            ClientSecrets secrets,
            ClientLogos logos,
            RestoreWindow restoreWindow,
            AuditTrail history,
            Clock clock,
            RegistrarConfig config) {
        this.secrets = secrets;
        this.logos = logos;
        this.restoreWindow = restoreWindow;
        this.history = history;
        this.clock = clock;
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
        var registered = insert(newClientId(), NewClient.ofItself(metadata), admission, warnings);
        admission.spend();
        return registered;
    }

    /**
     * Registers a client as an operator wants it.
     *
     * @param warnings what was let through and deserves a look, for the history
     * @return empty if the identifier that is brought along was issued before, be its client
     *     deleted or not
     */
    @Transactional
    public Optional<RegisteredClient> provision(
            NewClient wanted, Admission.ByOperator admission, List<Fault> warnings) {
        if (wanted.clientId().filter(Client::isTaken).isPresent()) {
            return Optional.empty();
        }
        var clientId = wanted.clientId().orElseGet(ClientRegistry::newClientId);
        return Optional.of(insert(clientId, wanted, admission, warnings));
    }

    /**
     * What a client shall be, with all done that takes long of a secret that is brought along. To
     * be called before the transaction that writes it, and not inside of any.
     *
     * @param clientId empty for a client whose identifier is still to be issued
     * @throws OAuthException 503 where too many slow hashes are under way
     */
    public Provision prepared(Optional<String> clientId, Provision provision) {
        return secrets.prepared(clientId, provision, clock.instant());
    }

    private RegisteredClient insert(
            String clientId, NewClient wanted, Admission admission, List<Fault> warnings) {
        var now = clock.instant();
        var client = new Client();
        client.clientId = clientId;
        client.origin = ClientOrigin.of(admission);
        client.bounds = admission.bounds().equals(Bounds.NONE) ? null : admission.bounds();
        client.imported = wanted.isImported();
        client.issuedAt = wanted.issuedAt().orElse(now);
        client.updatedAt = now;
        client.metadata = ClientMetadata.NONE;
        client.setSecrets(List.of());
        var change = ClientChange.ofNew(client);
        fill(client, wanted.provision());
        change.setSecrets(
                wanted.withoutSecret()
                        ? ClientSecrets.Change.NONE
                        : secretsAfter(client, wanted.provision()));
        if (wanted.withRegistrationToken()) {
            change.setToken(Optional.of(newRegistrationAccessToken()));
        }
        client.persistAndFlush();
        history.record(
                admission.actor(),
                Action.REGISTERED,
                Target.client(clientId),
                change.changes(),
                warnings);
        return shown(client, change.madeToken(), change.madeSecret());
    }

    /** The client itself, with all its credentials that can be shown. */
    public RegisteredClient find(String clientId, Caller.Itself caller) {
        var client = Client.findFor(caller, clientId).orElseThrow(caller::unknownClient);
        refuseIfLocked(client, "RFC7592-2.1-07");
        return shown(
                client,
                Optional.of(caller.registrationAccessToken()),
                secrets.show(clientId, client.secrets));
    }

    /**
     * A client as operators see it, also a deleted one that can be restored; empty where there is
     * none. Never an earlier state than that of a change which another request was told of.
     */
    @Transactional
    public Optional<ClientRecord> find(String clientId, Caller.ByOperator caller) {
        return Client.findFor(caller, clientId).filter(this::isKept).map(Client::toRecord);
    }

    /** Whether this identifier was ever issued: also that of a client which has ended. */
    public boolean isKnown(String clientId) {
        return Client.wasIssued(clientId);
    }

    /**
     * Whether a secret is the client's own: its current one, or an earlier one that is still good.
     */
    public boolean isOwnSecret(String clientId, Caller.Itself caller, Secret presented) {
        return Client.findFor(caller, clientId)
                .filter(
                        client ->
                                secrets.isOwn(clientId, client.secrets, presented, clock.instant()))
                .isPresent();
    }

    /**
     * Replaces the metadata of a client by its own wish (RFC 7592 section 2.2). Its secret stays,
     * unless the new metadata needs none, or needs one that the client does not have or that has
     * expired. Of what operators say nothing changes.
     *
     * @param precondition says whether the client may still be changed at the version it has
     * @param warnings what was let through and deserves a look, for the history
     * @throws OAuthException 400 if the client would become public, and an operator has said that
     *     users are not asked for their consent (CHOICE-34)
     */
    @Transactional
    public RegisteredClient replace(
            String clientId,
            Caller.Itself caller,
            LongPredicate precondition,
            ClientMetadata metadata,
            List<Fault> warnings) {
        var client = lock(clientId, caller, precondition, "RFC7592-2.2-14");
        if (metadata.isPublic() && !client.requireConsent) {
            throw OAuthException.invalidMember(
                    TOKEN_ENDPOINT_AUTH_METHOD.name(),
                    "CHOICE-34",
                    "must not be none: an operator has said that users are not asked for their consent, which a public client cannot have");
        }
        var change = ClientChange.of(client);
        client.metadata = logos.follow(client, metadata);
        change.setSecrets(secrets.forUpdate(clientId, metadata, client.secrets, clock.instant()));
        if (rotateTokenOnUpdate) {
            change.setToken(Optional.of(newRegistrationAccessToken()));
        }
        return finish(client, caller, Action.UPDATED, change, warnings);
    }

    /**
     * Makes a client what an operator wants it to be. Its registration access token stays. So does
     * its secret, also an expired one, unless the new metadata needs none or cannot use it, or one
     * is brought along. One whose secret was erased or deleted stays without.
     *
     * @param version the one that this was worked out on
     * @param warnings what was let through and deserves a look, for the history
     * @return empty if the client has another version by now, and so stays as it is
     */
    @Transactional
    public Optional<RegisteredClient> replace(
            String clientId,
            Caller.ByOperator caller,
            long version,
            Provision provision,
            List<Fault> warnings) {
        var client = lock(clientId, caller);
        if (client.version != version) {
            return Optional.empty();
        }
        var change = ClientChange.of(client);
        var earlier = client.metadata;
        fill(client, provision);
        change.setSecrets(
                provision
                        .secret()
                        .map(brought -> bring(client, brought, provision.secretEnd()))
                        .orElseGet(
                                () ->
                                        secrets.forOperator(
                                                clientId,
                                                earlier,
                                                client.metadata,
                                                client.secrets,
                                                clock.instant())));
        client.imported |= provision.secret().isPresent() && change.madeSecret().isPresent();
        return Optional.of(finish(client, caller, Action.UPDATED, change, warnings));
    }

    private void fill(Client client, Provision provision) {
        client.metadata = logos.follow(client, provision.metadata());
        client.set(provision.members());
        client.state = provision.enabled() ? ClientState.ACTIVE : ClientState.DISABLED;
    }

    private ClientSecrets.Change secretsAfter(Client client, Provision provision) {
        return provision
                .secret()
                .map(brought -> bring(client, brought, provision.secretEnd()))
                .orElseGet(() -> secretsOfMetadata(client));
    }

    private ClientSecrets.Change bring(
            Client client, BroughtSecret brought, Optional<Instant> end) {
        var change =
                secrets.bring(
                        client.clientId, client.metadata, client.secrets, brought, clock.instant());
        return end.map(change::endingBy).orElse(change);
    }

    private ClientSecrets.Change secretsOfMetadata(Client client) {
        return secrets.forMetadata(
                client.clientId, client.metadata, client.secrets, clock.instant());
    }

    /**
     * Gives a client a new secret (CHOICE-43).
     *
     * @throws OAuthException 400 for a client that needs no secret, and for a longer overlap or
     *     life than the settings allow
     */
    @Transactional
    public RegisteredClient rotateSecret(
            String clientId, Caller caller, LongPredicate precondition, SecretRotation wanted) {
        var client = lock(clientId, caller, precondition, "RFC7592-2.2-14");
        var change = ClientChange.of(client);
        change.setSecrets(
                secrets.rotate(clientId, client.metadata, client.secrets, wanted, clock.instant()));
        return finish(client, caller, Action.SECRET_ROTATED, change, List.of());
    }

    /** The secrets of a client, the current one last; empty where there is no such client. */
    @Transactional
    public Optional<List<SecretRecord>> secrets(String clientId, Caller.ByOperator caller) {
        return Client.findFor(caller, clientId)
                .filter(this::isKept)
                .map(
                        client ->
                                secrets.records(
                                        client.secrets,
                                        UseTable.lastVerified(clientId),
                                        clock.instant()));
    }

    /**
     * Ends a secret at once. The newest of those left is the current one then; a client may be left
     * without, until it updates itself or its secret is rotated.
     *
     * @throws OAuthException 404 if it is none of the client's
     */
    @Transactional
    public void deleteSecret(
            String clientId,
            String secretId,
            Caller.ByOperator caller,
            LongPredicate precondition) {
        var client = lock(clientId, caller, precondition);
        if (client.secrets.stream().noneMatch(secret -> secret.id().equals(secretId))) {
            throw OAuthException.notFound("the client has no secret with this secret_id");
        }
        var change = ClientChange.of(client);
        change.removeSecrets(
                secrets.live(client.secrets, clock.instant()).stream()
                        .filter(secret -> !secret.id().equals(secretId))
                        .toList());
        finish(client, caller, Action.SECRET_DELETED, change, List.of());
    }

    /**
     * Erases secrets that have expired, each time of a few clients. To be called until there are
     * none left.
     *
     * @return of how many clients
     */
    @Transactional
    public int eraseExpiredSecrets() {
        var now = clock.instant();
        var clients = Client.lockSecretsEndedBy(now, ERASED_AT_ONCE);
        inLockOrder(clients).forEach(client -> eraseExpiredSecrets(client, now));
        return clients.size();
    }

    private void eraseExpiredSecrets(Client client, Instant now) {
        var change = ClientChange.of(client);
        change.removeSecrets(secrets.live(client.secrets, now));
        client.updatedAt = now;
        history.record(
                Actor.SERVICE,
                Action.SECRETS_EXPIRED,
                Target.client(client.clientId),
                change.changes());
        change.forgetUse();
    }

    /**
     * Gives a client a new registration access token; the earlier one is of no use from then on.
     */
    @Transactional
    public RegisteredClient issueRegistrationToken(
            String clientId, Caller.ByOperator caller, LongPredicate precondition) {
        var client = lock(clientId, caller, precondition);
        var change = ClientChange.of(client);
        change.setToken(Optional.of(newRegistrationAccessToken()));
        return finish(client, caller, Action.REGISTRATION_TOKEN_ISSUED, change, List.of());
    }

    /** Takes a client's registration access token away: it can no longer manage itself. */
    @Transactional
    public void revokeRegistrationToken(
            String clientId, Caller.ByOperator caller, LongPredicate precondition) {
        var client = lock(clientId, caller, precondition);
        var change = ClientChange.of(client);
        change.setToken(Optional.empty());
        finish(client, caller, Action.REGISTRATION_TOKEN_REVOKED, change, List.of());
    }

    /** Keeps a picture for a client, in place of the one before; its logo_uri leads to it. */
    @Transactional
    public RegisteredClient putLogo(
            String clientId,
            Caller.ByOperator caller,
            LongPredicate precondition,
            Picture picture) {
        var client = lock(clientId, caller, precondition);
        var change = ClientChange.of(client);
        client.metadata = logos.put(client, picture);
        return finish(client, caller, Action.UPDATED, change, List.of());
    }

    /**
     * Takes the picture that is kept for a client away, and its logo_uri with it.
     *
     * @throws OAuthException 404 if there is none
     */
    @Transactional
    public void removeLogo(String clientId, Caller.ByOperator caller, LongPredicate precondition) {
        var client = lock(clientId, caller, precondition);
        var change = ClientChange.of(client);
        if (!logos.remove(clientId)) {
            throw ClientLogos.noLogo();
        }
        client.metadata = client.metadata.without(LOGO_URI);
        finish(client, caller, Action.UPDATED, change, List.of());
    }

    /**
     * Ends a registration (RFC 7592 section 2.3). Its credentials are erased; the identifier stays
     * taken, and what else there is stays until the restore window ends (CHOICE-30).
     */
    @Transactional
    public void delete(String clientId, Caller caller, LongPredicate precondition) {
        var client = lock(clientId, caller, precondition, "RFC7592-2.3-07");
        var change = ClientChange.of(client);
        client.state = ClientState.DELETED;
        client.deletedAt = clock.instant();
        change.setSecrets(ClientSecrets.Change.NONE);
        change.setToken(Optional.empty());
        finish(client, caller, Action.DELETED, change, List.of());
        if (!restoreWindow.isThere()) {
            erase(client);
        }
    }

    /**
     * Puts a deleted client back, active, with a new secret if it needs one, and without a
     * registration access token.
     *
     * @throws OAuthException 404 if there is nothing to restore
     */
    @Transactional
    public RegisteredClient restore(
            String clientId, Caller.ByOperator caller, LongPredicate precondition) {
        var client =
                Client.lockFor(caller, clientId)
                        .filter(found -> found.state == ClientState.DELETED && isKept(found))
                        .orElseThrow(
                                () ->
                                        OAuthException.notFound(
                                                "there is no deleted client of this id that can be restored"));
        check(precondition, client);
        var change = ClientChange.of(client);
        client.state = ClientState.ACTIVE;
        client.deletedAt = null;
        change.setSecrets(secretsOfMetadata(client));
        return finish(client, caller, Action.RESTORED, change, List.of());
    }

    /**
     * Erases deleted clients whose restore window has ended, but for their identifiers, which are
     * never issued again. To be called until there are none left.
     *
     * @return how many it were
     */
    @Transactional
    public int eraseEnded() {
        var ended =
                Client.lockDeletedBefore(
                        restoreWindow.endedBefore(clock.instant()), ERASED_AT_ONCE);
        inLockOrder(ended).forEach(this::erase);
        return ended.size();
    }

    /** The order in which UseTable, too, locks what it writes. */
    private static Stream<Client> inLockOrder(List<Client> clients) {
        return clients.stream().sorted(comparing(client -> client.clientId));
    }

    private void erase(Client client) {
        logos.remove(client.clientId);
        client.erase();
        client.updatedAt = clock.instant();
        // Not what was erased: that would only move it elsewhere.
        history.record(Actor.SERVICE, Action.ERASED, Target.client(client.clientId), Changes.NONE);
    }

    /** Whether there is more than the identifier: of a deleted client, until its window ends. */
    private boolean isKept(Client client) {
        return client.state != ClientState.DELETED
                || (client.deletedAt != null
                        && client.deletedAt.isAfter(restoreWindow.endedBefore(clock.instant())));
    }

    private Client lock(String clientId, Caller.ByOperator caller, LongPredicate precondition) {
        return lock(clientId, caller, precondition, null);
    }

    private Client lock(
            String clientId, Caller caller, LongPredicate precondition, String ruleIfLocked) {
        var client = lock(clientId, caller);
        if (caller instanceof Caller.Itself) {
            refuseIfLocked(client, ruleIfLocked);
        }
        client.state.refuseIfDeleted();
        check(precondition, client);
        return client;
    }

    private Client lock(String clientId, Caller caller) {
        return Client.lockFor(caller, clientId)
                .filter(this::isKept)
                .orElseThrow(caller::unknownClient);
    }

    private static void check(LongPredicate precondition, Client client) {
        if (!precondition.test(client.version)) {
            throw OAuthException.preconditionFailed();
        }
    }

    private static void refuseIfLocked(Client client, String rule) {
        if (client.locked) {
            throw OAuthException.accessDenied(
                    rule, "an operator has taken this registration out of the client's hands");
        }
    }

    /** Where nothing became other, the client keeps its version, and the history is silent. */
    private RegisteredClient finish(
            Client client,
            Caller caller,
            Action action,
            ClientChange change,
            List<Fault> warnings) {
        var changes = change.changes();
        if (!changes.isEmpty()) {
            client.updatedAt = clock.instant();
            var target = Target.client(client.clientId);
            history.record(caller.actor(client.clientId), action, target, changes, warnings);
        }
        if (caller instanceof Caller.ByOperator operator && change.madeSecret().isPresent()) {
            operator.refuseNewSecret();
        }
        Client.flush(); // counts the version, which the reply shows
        change.forgetUse();
        if (caller instanceof Caller.Itself itself) {
            return shown(
                    client,
                    change.madeToken().or(() -> Optional.of(itself.registrationAccessToken())),
                    change.madeSecret().or(() -> secrets.show(client.clientId, client.secrets)));
        }
        return shown(client, change.madeToken(), change.madeSecret());
    }

    private static RegisteredClient shown(
            Client client, Optional<Secret> token, Optional<RegisteredClient.IssuedSecret> secret) {
        return new RegisteredClient(client.toRecord(), client.admission(), token, secret);
    }

    private static String newClientId() {
        var random = new byte[CLIENT_ID_BYTES];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static Secret newRegistrationAccessToken() {
        return Secret.generate("rat_", TOKEN_BYTES);
    }
}
