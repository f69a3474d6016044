package org.clientregistrar.client;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.clientregistrar.client.RegisteredClient.IssuedSecret;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.metadata.ClientMetadata;
import org.clientregistrar.secret.Keyset;
import org.clientregistrar.secret.Secret;
import org.clientregistrar.secret.SecretVault;
import org.clientregistrar.secret.StoredSecret;
import org.clientregistrar.secret.StoredSecret.Form;

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

    ClientSecrets(RegistrarConfig config, Keyset keyset) {
        this.settings = config.clientSecret();
        this.vault = new SecretVault(keyset);
        if (settings.rotationOverlap().isNegative()) {
            throw new SettingException(
                    "registrar.client-secret.rotation-overlap", "must not be negative");
        }
        if (settings.lifetime().filter(lifetime -> lifetime.toSeconds() < 1).isPresent()) {
            throw new SettingException(
                    "registrar.client-secret.lifetime", "must be a second or more");
        }
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
                                        Optional.of(new IssuedSecret(issued.value(), end)));
                            })
                    .orElse(this);
        }
    }

    /**
     * The secrets of a client that updates itself, and which had the given ones before: one that
     * has expired is replaced (CHOICE-42, CHOICE-43).
     */
    Change forUpdate(
            String clientId, ClientMetadata metadata, List<StoredSecret> before, Instant now) {
        var isExpired = !before.isEmpty() && !current(before).isLive(now);
        return forMetadata(clientId, metadata, isExpired ? List.of() : before, now);
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
                && (!metadata.hasSecretAsKey() || current(before).form() == Form.SEALED);
    }

    /**
     * The secrets of a client that needs one, and for which one is brought along: it is kept as it
     * is, always sealed, and is the only one. Nothing changes where it is good already.
     */
    Change bring(
            String clientId,
            ClientMetadata metadata,
            List<StoredSecret> before,
            Secret brought,
            Instant now) {
        if (canStay(metadata, before) && isLive(clientId, before, brought, now)) {
            return forMetadata(clientId, metadata, before, now);
        }
        var stored = store(clientId, brought, Form.SEALED, now).asImported();
        return withNew(brought, stored, List.of());
    }

    /**
     * A new secret; the earlier ones end when the overlap is over.
     *
     * @param overlap empty for the longest that the settings allow
     * @throws OAuthException 400 if the client has no secret to rotate, if the overlap is longer
     *     than the settings allow, or if too many earlier secrets are still good
     */
    Change rotate(
            String clientId,
            ClientMetadata metadata,
            List<StoredSecret> before,
            Optional<Duration> overlap,
            Instant now) {
        var longest = settings.rotationOverlap();
        if (!metadata.needsSecret()) {
            throw OAuthException.invalidRequest("CHOICE-43", "this client has no secret to rotate");
        }
        if (overlap.filter(asked -> asked.compareTo(longest) > 0).isPresent()) {
            throw OAuthException.invalidMember(
                    "overlap_seconds", "CHOICE-43", "must not be more than " + longest.toSeconds());
        }
        var end = now.plus(overlap.orElse(longest));
        var earlier = live(before.stream().map(secret -> secret.endingBy(end)).toList(), now);
        if (earlier.size() >= MAX_LIVE) {
            throw OAuthException.invalidRequest(
                    "CHOICE-43",
                    "too many earlier secrets are still good; wait, or ask for no overlap");
        }
        return issue(clientId, metadata, earlier, now);
    }

    /** The current secret, expired or not, if it can be shown. */
    Optional<IssuedSecret> show(String clientId, List<StoredSecret> secrets) {
        if (secrets.isEmpty()) {
            return Optional.empty();
        }
        var current = current(secrets);
        return vault.open(clientId, current)
                .map(secret -> new IssuedSecret(secret, current.expiry()));
    }

    /**
     * Whether a presented secret is the client's own: the current one, be it expired, or an earlier
     * one that is still good.
     */
    boolean isOwn(String clientId, List<StoredSecret> secrets, Secret presented, Instant now) {
        return matchesAny(
                clientId,
                secrets,
                presented,
                secret -> secret.isLive(now) || secret == current(secrets));
    }

    /** Which of the secrets was presented, if it is still good. */
    SecretVerdict verify(
            String clientId, List<StoredSecret> secrets, Secret presented, Instant now) {
        SecretVerdict verdict = new SecretVerdict.Refused(SecretVerdict.Reason.WRONG_SECRET);
        for (var secret : secrets) {
            if (vault.matches(clientId, secret, presented)) {
                verdict =
                        secret.isLive(now)
                                ? new SecretVerdict.Verified(
                                        secret.id(),
                                        Optional.ofNullable(secret.label()),
                                        secret.expiry())
                                : new SecretVerdict.Refused(SecretVerdict.Reason.EXPIRED_SECRET);
            }
        }
        return verdict;
    }

    private boolean isLive(
            String clientId, List<StoredSecret> secrets, Secret presented, Instant now) {
        return matchesAny(clientId, secrets, presented, secret -> secret.isLive(now));
    }

    private boolean matchesAny(
            String clientId,
            List<StoredSecret> secrets,
            Secret presented,
            Predicate<StoredSecret> counts) {
        var matches = false;
        for (var secret : secrets) {
            // No early exit: time does not tell which one matched.
            matches |= vault.matches(clientId, secret, presented) && counts.test(secret);
        }
        return matches;
    }

    private Change issue(
            String clientId, ClientMetadata metadata, List<StoredSecret> earlier, Instant now) {
        var secret = Secret.generate("", RANDOM_BYTES);
        return withNew(secret, store(clientId, secret, formFor(metadata), now), earlier);
    }

    private StoredSecret store(String clientId, Secret secret, Form form, Instant now) {
        var expiresAt = settings.lifetime().map(now::plus).orElse(null);
        return vault.store(clientId, secret, form, now, expiresAt);
    }

    private static Change withNew(Secret secret, StoredSecret stored, List<StoredSecret> earlier) {
        var all = new ArrayList<>(earlier);
        all.add(stored);
        var issued = new IssuedSecret(secret, stored.expiry());
        return new Change(List.copyOf(all), Optional.of(issued));
    }

    private static StoredSecret current(List<StoredSecret> secrets) {
        return secrets.get(secrets.size() - 1);
    }

    private static List<StoredSecret> live(List<StoredSecret> secrets, Instant now) {
        return secrets.stream().filter(secret -> secret.isLive(now)).toList();
    }

    /**
     * A key that became a mere password is kept like one, where the settings say so; but one that
     * was brought along stays sealed.
     */
    private StoredSecret inFormFor(ClientMetadata metadata, String clientId, StoredSecret secret) {
        return formFor(metadata) == Form.HASHED && !secret.wasImported()
                ? vault.hashed(clientId, secret)
                : secret;
    }

    /** CHOICE-03. */
    private Form formFor(ClientMetadata metadata) {
        return metadata.hasSecretAsKey() || settings.storage() == RegistrarConfig.Storage.SEALED
                ? Form.SEALED
                : Form.HASHED;
    }
}
