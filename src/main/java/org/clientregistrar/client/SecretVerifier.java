package org.clientregistrar.client;

import static org.clientregistrar.metadata.ClientParameters.TOKEN_ENDPOINT_AUTH_METHOD;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.clientregistrar.client.SecretVerdict.Reason;
import org.clientregistrar.client.SecretVerdict.Refused;
import org.clientregistrar.client.SecretVerdict.Verified;
import org.clientregistrar.secret.Secret;
import org.clientregistrar.secret.StoredSecret;

/** Says of a presented client secret whether, and which, of the client's live secrets it is. */
@ApplicationScoped
public class SecretVerifier {

    private final ClientSecrets secrets;
    private final SecretRenewal renewal;
    private final MeterRegistry meters;
    private final Clock clock;

    SecretVerifier(
            ClientSecrets secrets, SecretRenewal renewal, MeterRegistry meters, Clock clock) {
        this.secrets = secrets;
        this.renewal = renewal;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Verifies a secret. All refusals take the same work, see {@link ClientSecrets#match}. Not to
     * be called inside a transaction: the work may take longer than the database should wait.
     *
     * @param method the token_endpoint_auth_method by which the client presented it
     * @throws org.clientregistrar.error.OAuthException 503 where too many secrets with slow hashes
     *     are verified at the same time
     */
    public SecretVerdict verify(String clientId, String method, Secret presented) {
        var found = Client.findCredentials(clientId);
        var stored = found.map(Client.Credentials::secrets).orElse(List.of());
        var match =
                secrets.match(
                        clientId,
                        stored,
                        presented,
                        secret -> judge(found, method, Optional.of(secret)) instanceof Verified,
                        Client::hasAnySlowSecret);
        var verdict = judge(found, method, match);
        if (verdict instanceof Verified) {
            renewal.renew(clientId, match.orElseThrow(), presented);
        }
        count(verdict);
        return verdict;
    }

    /** By verdict alone: a guess at many clients is seen, and callers make no series. */
    private void count(SecretVerdict verdict) {
        var name = verdict instanceof Refused refused ? refused.reason().toString() : "verified";
        meters.counter("registrar.verifications", "verdict", name).increment();
    }

    private SecretVerdict judge(
            Optional<Client.Credentials> found, String method, Optional<StoredSecret> match) {
        return found.map(client -> judge(client, method, match))
                .orElse(new Refused(Reason.UNKNOWN_CLIENT));
    }

    private SecretVerdict judge(
            Client.Credentials client, String method, Optional<StoredSecret> match) {
        return switch (client.state()) {
            case DELETED -> new Refused(Reason.DELETED_CLIENT);
            case DISABLED -> new Refused(Reason.DISABLED_CLIENT);
            case ACTIVE ->
                    method.equals(client.metadata().get(TOKEN_ENDPOINT_AUTH_METHOD).orElse(null))
                            ? match.map(this::judge).orElse(new Refused(Reason.WRONG_SECRET))
                            : new Refused(Reason.OTHER_METHOD);
        };
    }

    private SecretVerdict judge(StoredSecret secret) {
        return secret.isLive(clock.instant())
                ? new Verified(secret.id(), Optional.ofNullable(secret.label()), secret.expiry())
                : new Refused(Reason.EXPIRED_SECRET);
    }
}
