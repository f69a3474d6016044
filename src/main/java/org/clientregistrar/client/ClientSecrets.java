package org.clientregistrar.client;

import static java.util.stream.Collectors.toCollection;

import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.clientregistrar.client.RegisteredClient.IssuedSecret;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.metadata.ClientMetadata;
import org.clientregistrar.secret.Secret;
import org.clientregistrar.secret.SecretVault;
import org.clientregistrar.secret.StoredSecret;

/**
 * The life of client secrets: which client has one, when it changes, and until when an earlier one
 * is good.
 */
@Startup
@Singleton
class ClientSecrets {

    /** 64 characters: as many octets as HS512 needs of its key (OIDCCORE-16.19-01). */
    private static final int RANDOM_BYTES = 48;

    /** So that the row stays small however often a client rotates. */
    private static final int MAX_LIVE = 10;

    private final RegistrarConfig.ClientSecret settings;
    private final SecretVault vault;

    @Inject
    ClientSecrets(RegistrarConfig config, SecretVault vault) {
        this(config.clientSecret(), vault);
        if (settings.rotationOverlap().isNegative()) {
            throw new SettingException(
                    "registrar.client-secret.rotation-overlap", "must not be negative");
        }
        if (settings.lifetime().filter(lifetime -> lifetime.toSeconds() < 1).isPresent()) {
            throw new SettingException(
                    "registrar.client-secret.lifetime", "must be a second or more");
        }
    }

    private ClientSecrets(RegistrarConfig.ClientSecret settings, SecretVault vault) {
        this.settings = settings;
        this.vault = vault;
    }

    /**
     * What becomes of a client's secrets.
     *
     * @param stored all that are kept, the current one last
     * @param made the current one in the clear, if it is new: one that is hashed is shown this once
     */
    record Change(List<StoredSecret> stored, Optional<IssuedSecret> made) {

        /** No secret at all. */
        static final Change NONE = new Change(List.of(), Optional.empty());

        /** The same, with a new secret that ends at this time unless it ends sooner. */
        Change endingBy(Instant time) {
            return made.map(
                            issued -> {
                                var all = new ArrayList<>(stored);
                                var last = all.size() - 1;
                                all.set(last, all.get(last).endingBy(time));
                                var end = all.get(last).expiry();
                                return new Change(
                                        List.copyOf(all),
                                        Optional.of(
                                                new IssuedSecret(
                                                        issued.id(), issued.value(), end)));
                            })
                    .orElse(this);
        }
    }

    /**
     * The secrets of a client that updates itself, and which had the given ones before: a current
     * one that has expired is replaced, earlier ones that are good stay (CHOICE-42, CHOICE-43).
     */
    Change forUpdate(
            String clientId, ClientMetadata metadata, List<StoredSecret> before, Instant now) {
        var isExpired = !before.isEmpty() && !current(before).isLive(now);
        return isExpired && metadata.needsSecret() && canStay(metadata, before)
                ? issue(clientId, metadata, live(before, now), now)
                : forMetadata(clientId, metadata, before, now);
    }

    /**
     * The secrets of a client that an operator changes: as {@link #forMetadata}, but one that is
     * left without, since its secret has expired or was deleted, gets none that nobody asked for.
     *
     * @param earlier the metadata until now
     */
    Change forOperator(
            String clientId,
            ClientMetadata earlier,
            ClientMetadata metadata,
            List<StoredSecret> before,
            Instant now) {
        return before.isEmpty() && earlier.needsSecret()
                ? Change.NONE
                : forMetadata(clientId, metadata, before, now);
    }

    /**
     * The secrets of a client with this metadata, which had the given ones before: the current one
     * stays, expired or not, if it is of use at all.
     */
    Change forMetadata(
            String clientId, ClientMetadata metadata, List<StoredSecret> before, Instant now) {
        if (!metadata.needsSecret()) {
            return Change.NONE;
        }
        if (!canStay(metadata, before)) {
            return issue(clientId, metadata, List.of(), now);
        }
        var kept =
                before.stream()
                        .filter(secret -> secret.isLive(now) || secret == current(before))
                        .map(secret -> inFormFor(metadata, clientId, secret))
                        .toList();
        return new Change(kept, Optional.empty());
    }

    private static boolean canStay(ClientMetadata metadata, List<StoredSecret> before) {
        return !before.isEmpty()
                && (!metadata.hasSecretAsKey()
                        || current(before).form() == StoredSecret.Form.SEALED);
    }

    /**
     * The secrets of a client that needs one, and for which one is brought along: it is kept as it
     * is, and is the only one. Nothing changes where it is good already.
     *
     * @param brought prepared with the same secrets and metadata
     */
    Change bring(
            String clientId,
            ClientMetadata metadata,
            List<StoredSecret> before,
            BroughtSecret brought,
            Instant now) {
        if (canStay(metadata, before)
                && before.stream().anyMatch(secret -> brought.is(secret) && secret.isLive(now))) {
            return forMetadata(clientId, metadata, before, now);
        }
        var stored =
                vault.storeImported(
                        clientId,
                        brought.value(),
                        isKept(metadata),
                        now,
                        endOfLife(now),
                        brought.slowHash());
        return withNew(brought.value(), stored, List.of());
    }

    /**
     * What a client shall be, with all done that takes long of a secret that is brought along:
     * finding out whether the client has it already, and making a slow hash where it has not.
     *
     * @param clientId empty for a client whose identifier is still to be issued
     * @throws OAuthException 503 where too many slow hashes are under way
     */
    Provision prepared(Optional<String> clientId, Provision provision, Instant now) {
        return provision.prepared(
                brought -> prepared(clientId, provision.metadata(), brought, now));
    }

    private BroughtSecret prepared(
            Optional<String> clientId,
            ClientMetadata metadata,
            BroughtSecret brought,
            Instant now) {
        var same =
                clientId.flatMap(
                        id ->
                                Client.findCredentials(id)
                                        .map(Client.Credentials::secrets)
                                        .filter(before -> canStay(metadata, before))
                                        .flatMap(before -> match(id, before, brought.value()))
                                        .filter(secret -> secret.isLive(now)));
        return same.isPresent()
                ? brought.as(same.get())
                : brought.hashed(vault.slowHash(brought.value(), isKept(metadata)));
    }

    /** The same for one who waits for slow hashes as long as it takes. */
    ClientSecrets patient() {
        return new ClientSecrets(settings, vault.patient());
    }

    /**
     * A new secret; the earlier ones end when the overlap is over.
     *
     * @param wanted where it leaves the overlap open, it is the longest that the settings allow
     * @throws OAuthException 400 if the client has no secret to rotate, if the overlap or the life
     *     of the new one is longer than the settings allow, or if too many earlier secrets are
     *     still good
     */
    Change rotate(
            String clientId,
            ClientMetadata metadata,
            List<StoredSecret> before,
            SecretRotation wanted,
            Instant now) {
        var longest = settings.rotationOverlap();
        if (!metadata.needsSecret()) {
            throw OAuthException.invalidRequest("CHOICE-43", "this client has no secret to rotate");
        }
        if (wanted.overlap().filter(asked -> asked.compareTo(longest) > 0).isPresent()) {
            throw OAuthException.invalidMember(
                    SecretRotation.OVERLAP,
                    "CHOICE-43",
                    "must not be more than " + longest.toSeconds());
        }
        var end = now.plus(wanted.overlap().orElse(longest));
        var earlier = live(before.stream().map(secret -> secret.endingBy(end)).toList(), now);
        if (earlier.size() >= MAX_LIVE) {
            throw OAuthException.invalidRequest(
                    "CHOICE-43",
                    "too many earlier secrets are still good; wait, or ask for no overlap");
        }
        var secret = newSecret();
        var expiresAt = wanted.expiresAt().map(asked -> checked(asked, now)).orElse(endOfLife(now));
        var stored =
                vault.store(clientId, secret, isKept(metadata), now, expiresAt)
                        .labelled(wanted.label().orElse(null));
        return withNew(secret, stored, earlier);
    }

    /** Only whole seconds can be told in the protocol (RFC 7591 section 3.2.1). */
    private Instant checked(Instant expiresAt, Instant now) {
        var end = expiresAt.truncatedTo(ChronoUnit.SECONDS);
        if (!end.isAfter(now)) {
            throw OAuthException.invalidMember(
                    "expires_at", "CHOICE-22", "must be a second or more from now");
        }
        var latest = endOfLife(now);
        if (latest != null && end.isAfter(latest)) {
            throw OAuthException.invalidMember(
                    "expires_at",
                    "CHOICE-22",
                    "must not be later than the lifetime of secrets allows, "
                            + settings.lifetime().orElseThrow().toSeconds()
                            + " seconds from now");
        }
        return end;
    }

    /** Those that are still good, the current one last. */
    List<StoredSecret> live(List<StoredSecret> secrets, Instant now) {
        return secrets.stream().filter(secret -> secret.isLive(now)).toList();
    }

    /** What operators see of secrets. */
    List<SecretRecord> records(
            List<StoredSecret> secrets, Map<String, Instant> lastVerified, Instant now) {
        return secrets.stream()
                .map(
                        secret ->
                                new SecretRecord(
                                        secret.id(),
                                        Optional.ofNullable(secret.label()),
                                        Instant.ofEpochSecond(secret.createdAt()),
                                        secret.expiry(),
                                        Optional.ofNullable(lastVerified.get(secret.id())),
                                        secret.wasImported(),
                                        state(secret, secrets, now)))
                .toList();
    }

    private static SecretRecord.State state(
            StoredSecret secret, List<StoredSecret> secrets, Instant now) {
        if (!secret.isLive(now)) {
            return SecretRecord.State.EXPIRED;
        }
        return secret == current(secrets)
                ? SecretRecord.State.CURRENT
                : SecretRecord.State.RETIRING;
    }

    /** The current secret, expired or not, if it can be shown. */
    Optional<IssuedSecret> show(String clientId, List<StoredSecret> secrets) {
        return secrets.isEmpty() ? Optional.empty() : show(clientId, current(secrets));
    }

    private Optional<IssuedSecret> show(String clientId, StoredSecret stored) {
        return vault.open(clientId, stored)
                .map(secret -> new IssuedSecret(stored.id(), secret, stored.expiry()));
    }

    /** All that are still good and can be shown, the newest first. */
    List<IssuedSecret> showLive(String clientId, List<StoredSecret> secrets, Instant now) {
        var shown =
                live(secrets, now).stream()
                        .flatMap(secret -> show(clientId, secret).stream())
                        .collect(toCollection(ArrayList::new));
        Collections.reverse(shown);
        return shown;
    }

    /**
     * Whether a presented secret is the client's own: the current one, be it expired, or an earlier
     * one that is still good.
     */
    boolean isOwn(String clientId, List<StoredSecret> secrets, Secret presented, Instant now) {
        return match(clientId, secrets, presented)
                .filter(secret -> secret.isLive(now) || secret == current(secrets))
                .isPresent();
    }

    /** The same where nobody who asks could learn anything from the time it takes. */
    private Optional<StoredSecret> match(
            String clientId, List<StoredSecret> secrets, Secret presented) {
        return match(clientId, secrets, presented, any -> true, () -> false);
    }

    /**
     * Which of the secrets was presented, be it expired. One that is none of them, or of a client
     * that has none, or is refused all the same, takes the same work: a keyed hash with each key,
     * and one slow hash if any client has one. No client has two: a secret that is brought along is
     * its only one.
     *
     * @param letsIn whether a client is let in with a secret that it has presented
     * @param hasAnybodySlow whether any client has a slow hash
     * @throws OAuthException 503 where too many slow hashes are under way
     */
    Optional<StoredSecret> match(
            String clientId,
            List<StoredSecret> secrets,
            Secret presented,
            Predicate<StoredSecret> letsIn,
            BooleanSupplier hasAnybodySlow) {
        var attempt = vault.present(clientId, presented);
        var found = Optional.<StoredSecret>empty();
        for (var secret : secrets) {
            // No early exit: time does not tell which one matched.
            found = attempt.isQuickly(secret) ? Optional.of(secret) : found;
        }
        if (found.filter(letsIn).isPresent()) {
            return found;
        }
        var slow = secrets.stream().filter(StoredSecret::hasSlowHash).toList();
        if (hasAnybodySlow.getAsBoolean() && slow.isEmpty()) {
            attempt.isSlowly(Optional.empty());
        }
        for (var secret : slow) {
            found = attempt.isSlowly(Optional.of(secret)) ? Optional.of(secret) : found;
        }
        return found;
    }

    /** The same secrets, as the settings and the first key of the keyset would have them stored. */
    List<StoredSecret> resealed(
            String clientId, ClientMetadata metadata, List<StoredSecret> before) {
        return before.stream()
                .map(
                        secret ->
                                isKept(metadata)
                                        ? vault.resealed(clientId, secret)
                                        : vault.hashed(clientId, secret))
                .toList();
    }

    /** What is to be stored of a secret that was presented just now; itself if all is well. */
    StoredSecret renewed(String clientId, StoredSecret stored, Secret presented) {
        return vault.renewed(clientId, stored, presented);
    }

    private Change issue(
            String clientId, ClientMetadata metadata, List<StoredSecret> earlier, Instant now) {
        var secret = newSecret();
        var stored = vault.store(clientId, secret, isKept(metadata), now, endOfLife(now));
        return withNew(secret, stored, earlier);
    }

    private static Secret newSecret() {
        return Secret.generate("", RANDOM_BYTES);
    }

    /** Of a secret that is made now; null where secrets do not expire. */
    private Instant endOfLife(Instant now) {
        return settings.lifetime().map(now::plus).orElse(null);
    }

    private static Change withNew(Secret secret, StoredSecret stored, List<StoredSecret> earlier) {
        var all = new ArrayList<>(earlier);
        all.add(stored);
        var issued = new IssuedSecret(stored.id(), secret, stored.expiry());
        return new Change(List.copyOf(all), Optional.of(issued));
    }

    private static StoredSecret current(List<StoredSecret> secrets) {
        return secrets.get(secrets.size() - 1);
    }

    /** A key that became a mere password is kept like one, where the settings say so. */
    private StoredSecret inFormFor(ClientMetadata metadata, String clientId, StoredSecret secret) {
        return isKept(metadata) ? secret : vault.hashed(clientId, secret);
    }

    /** Whether secrets are kept so that they can be shown again (CHOICE-03). */
    private boolean isKept(ClientMetadata metadata) {
        return metadata.hasSecretAsKey() || settings.storage() == RegistrarConfig.Storage.SEALED;
    }
}
