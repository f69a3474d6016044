package org.clientregistrar.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.clientregistrar.client.RegisteredClient.IssuedSecret;
import org.clientregistrar.metadata.ClientMetadata;
import org.clientregistrar.secret.Secret;
import org.hibernate.Session;

/** Reads many clients at once, for those who take them from one registry to another. */
@ApplicationScoped
public class ClientBatch {

    /**
     * A client as it leaves.
     *
     * @param client the client
     * @param secret its current secret, if that was asked for and can be shown
     * @param lack why a client that needs a secret leaves without, if that was asked for
     */
    public record Leaving(
            ClientRecord client, Optional<IssuedSecret> secret, Optional<Lack> lack) {}

    /** Why there is no secret. */
    public enum Lack {
        /** There is one that cannot be shown. */
        WITHHELD,
        /** The client is without one just now. */
        ABSENT
    }

    /**
     * What there is of an identifier that was issued before.
     *
     * @param client the client, also one that is deleted or erased
     * @param isOwnSecret whether a secret is the client's own, see {@link
     *     ClientRegistry#isOwnSecret}
     * @param getsSecret whether an operator who replaced the metadata by this, and brought no
     *     secret along, would have a new one made
     */
    public record Known(
            ClientRecord client,
            Predicate<Secret> isOwnSecret,
            Predicate<ClientMetadata> getsSecret) {}

    private final Session database;
    private final ClientSecrets secrets;
    private final RestoreWindow restoreWindow;
    private final Clock clock;

    ClientBatch(Session database, ClientSecrets secrets, RestoreWindow restoreWindow, Clock clock) {
        this.database = database;
        this.secrets = secrets.patient(); // nobody waits for a single client here
        this.restoreWindow = restoreWindow;
        this.clock = clock;
    }

    /**
     * Some of the clients that are looked for, in the order of their identifiers.
     *
     * @param after the identifier behind which they begin; empty for the first ones
     * @param most how many at most
     * @param withSecrets whether their secrets are asked for
     */
    @Transactional
    public List<Leaving> leaving(
            ClientFilter filter, Optional<String> after, int most, boolean withSecrets) {
        SearchStatement.planEach(database);
        var ended = restoreWindow.endedBefore(clock.instant());
        return SearchStatement.byIdentifier(filter, ended, after, most)
                .on(database, Client.class)
                .getResultList()
                .stream()
                .map(row -> leaving(row, withSecrets))
                .toList();
    }

    private Leaving leaving(Client client, boolean withSecret) {
        if (!withSecret || !client.metadata.needsSecret()) {
            return new Leaving(client.toRecord(), Optional.empty(), Optional.empty());
        }
        var secret = secrets.show(client.clientId, client.secrets);
        var lack = client.secrets.isEmpty() ? Lack.ABSENT : Lack.WITHHELD;
        return new Leaving(
                client.toRecord(), secret, Optional.of(lack).filter(none -> secret.isEmpty()));
    }

    /** What there is of identifiers, by these; nothing of those that were never issued. */
    @Transactional
    public Map<String, Known> known(Collection<String> clientIds) {
        return database
                .createNativeQuery(
                        "select * from client where client_id = any(cast(:ids as text[]))",
                        Client.class)
                .setParameter("ids", clientIds.toArray(String[]::new))
                .getResultList()
                .stream()
                .map(this::known)
                .collect(Collectors.toMap(known -> known.client().clientId(), Function.identity()));
    }

    /**
     * As {@link ClientRegistry#prepared}, but slow hashes are waited for: one who brings many along
     * would meet the limit all the time.
     */
    public Provision prepared(Optional<String> clientId, Provision provision) {
        return secrets.prepared(clientId, provision, clock.instant());
    }

    private Known known(Client row) {
        var now = row.toRecord();
        var stored = row.secrets;
        return new Known(
                now,
                secret -> secrets.isOwn(row.clientId, stored, secret, clock.instant()),
                metadata ->
                        secrets.forOperator(
                                        row.clientId,
                                        now.metadata(),
                                        metadata,
                                        stored,
                                        clock.instant())
                                .made()
                                .isPresent());
    }
}
