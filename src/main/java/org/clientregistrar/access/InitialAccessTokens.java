package org.clientregistrar.access;

import static org.clientregistrar.error.OAuthException.conflict;
import static org.clientregistrar.error.OAuthException.invalidToken;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientregistrar.audit.Action;
import org.clientregistrar.audit.Actor;
import org.clientregistrar.audit.AuditTrail;
import org.clientregistrar.audit.Changes;
import org.clientregistrar.audit.Target;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.secret.Secret;

/**
 * The initial access tokens that operators hand out (RFC 7591 section 3). Their rows are read with
 * each registration: a revoked token is of no use at once.
 */
@ApplicationScoped
public class InitialAccessTokens {

    /** By which secret scanners know them. */
    private static final String PREFIX = "iat_";

    private static final int BYTES = 32;

    /** Whoever needs more wants one token with more uses. */
    private static final int MOST_LIVE = 10_000;

    /** How long the list still shows a token that has ended. */
    private static final Duration MEMORY = Duration.ofDays(90);

    private static final int CLEANED_AT_ONCE = 100;

    private final AuditTrail history;
    private final Clock clock;

    InitialAccessTokens(AuditTrail history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    /**
     * A token that was handed out.
     *
     * @param token the token itself, which nobody can show again
     * @param entry what is kept of it
     */
    public record Issued(Secret token, TokenRecord entry) {}

    /**
     * Makes a token.
     *
     * @param actor who hands it out
     * @throws OAuthException 409 where there are too many
     */
    @Transactional
    public Issued issue(TokenTerms terms, Actor actor) {
        var now = clock.instant();
        if (InitialAccessToken.countLive(now) >= MOST_LIVE) {
            throw conflict(
                    null,
                    "there are "
                            + MOST_LIVE
                            + " tokens that are still good; revoke some, or hand out one with more uses");
        }
        InitialAccessToken.deleteEnded(now.minus(MEMORY), CLEANED_AT_ONCE);
        var token = Secret.generate(PREFIX, BYTES);
        var row = new InitialAccessToken();
        row.tokenId = UUID.randomUUID().toString();
        row.tokenHash = token.sha256();
        row.label = terms.label().orElse(null);
        row.owner = terms.owner().orElse(null);
        row.createdAt = now;
        row.createdBy = actor.getName();
        row.expiresAt = terms.expiresAt().orElse(null);
        row.maxUses = terms.maxUses().orElse(null);
        row.bounds = terms.bounds();
        row.persist();
        var nothing = JsonNodeFactory.instance.objectNode();
        history.record(
                actor,
                Action.ISSUED,
                Target.initialAccessToken(row.tokenId),
                Changes.between(nothing, terms.members()));
        return new Issued(token, row.toRecord(now));
    }

    /** The token of an id; empty where there is none, or none any more. */
    public Optional<TokenRecord> find(String tokenId) {
        return InitialAccessToken.<InitialAccessToken>findByIdOptional(tokenId)
                .map(row -> row.toRecord(clock.instant()));
    }

    /**
     * Some of all tokens, the newest first.
     *
     * @param tokens at most as many as were asked for
     * @param next where the next page begins; empty on the last one
     */
    public record Page(List<TokenRecord> tokens, Optional<TokenPosition> next) {}

    /**
     * A page of all tokens.
     *
     * @param after where an earlier page ended; empty for the beginning
     * @param limit how many it has at most
     */
    public Page list(Optional<TokenPosition> after, int limit) {
        var now = clock.instant();
        // One more than asked for tells whether there is a next page.
        var found = InitialAccessToken.newest(after, limit + 1);
        var told = found.stream().limit(limit).map(row -> row.toRecord(now)).toList();
        return new Page(
                told,
                told.size() < found.size()
                        ? Optional.of(told.get(limit - 1).position())
                        : Optional.empty());
    }

    /**
     * Ends a token. Clients that were registered with it stay, within its bounds.
     *
     * @param actor who ends it
     * @return false if there is no such token; one that was revoked before stays as it is
     */
    @Transactional
    public boolean revoke(String tokenId, Actor actor) {
        var found = InitialAccessToken.lock(tokenId);
        found.filter(row -> row.revokedAt == null)
                .ifPresent(
                        row -> {
                            var now = clock.instant();
                            var before = row.toRecord(now).state();
                            row.tokenHash = null;
                            row.revokedAt = now;
                            history.record(
                                    actor,
                                    Action.REVOKED,
                                    Target.initialAccessToken(tokenId),
                                    Changes.ofState(before, row.toRecord(now).state()));
                        });
        return found.isPresent();
    }

    /**
     * What may be registered with a token.
     *
     * @throws OAuthException 401 for a wrong, a revoked, an expired and a used up one alike
     */
    Admission admit(Secret presented) {
        var row =
                Optional.of(presented)
                        .filter(token -> token.reveal().startsWith(PREFIX))
                        .flatMap(token -> InitialAccessToken.findLive(token, clock.instant()))
                        .orElseThrow(InitialAccessTokens::refused);
        return new Admission.ByToken(
                row.bounds,
                new Actor(Actor.Type.INITIAL_ACCESS_TOKEN, row.tokenId, row.label),
                row.maxUses == null ? () -> demandLive(row.tokenId) : () -> spend(row.tokenId));
    }

    /**
     * Spends a use, if there is one left, in the transaction of the registration. What that has to
     * write comes before, so that others wait for nothing but its end.
     */
    private void spend(String tokenId) {
        InitialAccessToken.flush();
        if (!InitialAccessToken.spendUse(tokenId, clock.instant())) {
            throw refused();
        }
    }

    /**
     * A token without a limit may have ended since it let the registration in, too. It is not
     * locked: those that are registered with it do not wait for each other.
     */
    private void demandLive(String tokenId) {
        if (!InitialAccessToken.isLive(tokenId, clock.instant())) {
            throw refused();
        }
    }

    /** One answer for all that is not good: it tells nothing of what there is. */
    private static OAuthException refused() {
        return invalidToken("RFC7591-3.2.2-01", "the initial access token is not valid");
    }
}
