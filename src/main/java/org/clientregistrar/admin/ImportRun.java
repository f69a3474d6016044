package org.clientregistrar.admin;

import static org.clientregistrar.admin.ImportOutcome.Kind.CONFLICT;
import static org.clientregistrar.admin.ImportOutcome.Kind.CREATED;
import static org.clientregistrar.admin.ImportOutcome.Kind.REFUSED;
import static org.clientregistrar.admin.ImportOutcome.Kind.REPLACED;
import static org.clientregistrar.admin.ImportOutcome.Kind.UNCHANGED;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_ID;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_SECRET;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.clientregistrar.access.Operator;
import org.clientregistrar.client.ClientBatch;
import org.clientregistrar.client.ClientBatch.Known;
import org.clientregistrar.client.ClientState;
import org.clientregistrar.error.Faults;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.error.UnexpectedExceptionMapper;
import org.clientregistrar.json.MalformedJsonException;
import org.clientregistrar.json.RecordStream;

/**
 * One import. Its lines are written in groups, each a transaction, and told of when that is
 * committed. What can be told beforehand is, so that a line which cannot be does not touch its
 * group; where it fails all the same, its lines are written one by one. A line that is here
 * already, as it is, changes nothing: so the whole body may come a second time.
 */
final class ImportRun {

    /** So few that a group takes some tenths of a second at most. */
    private static final int GROUP = 100;

    /** Others may create or change the same client meanwhile, or keep what it takes. */
    private static final int ATTEMPTS = 3;

    private static final Duration PAUSE = Duration.ofMillis(500);

    /** How far a line has come. */
    private sealed interface Step {

        /** There is nothing more to do. */
        record Told(ImportOutcome outcome) implements Step {}

        /** It is to be held against what is here. */
        record Read(BroughtClient client) implements Open {}

        /** It is to be written. */
        record Drafted(BroughtClient client, ClientProvisioning.Draft draft) implements Open {}
    }

    /** Something is still to be done. */
    private sealed interface Open extends Step {
        BroughtClient client();
    }

    private final ClientProvisioning provisioning;
    private final ClientBatch clients;
    private final ImportOptions options;
    private final Operator operator;
    private final Clock clock;
    private final ImportReply reply;
    private final DjangoDump dump;

    /** Of a dry run alone, whose lines do not find each other in the database. */
    private final Set<String> seen = new HashSet<>();

    ImportRun(
            ClientProvisioning provisioning,
            ClientBatch clients,
            ImportOptions options,
            Operator operator,
            Clock clock,
            ImportReply reply) {
        this.provisioning = provisioning;
        this.clients = clients;
        this.options = options;
        this.operator = operator;
        this.clock = clock;
        this.reply = reply;
        this.dump = new DjangoDump(options.logoBase());
    }

    /**
     * Reads to the end. Nobody waits for the outcome of a line until others follow.
     *
     * @throws MalformedJsonException if the lines cannot be told apart from some place on
     * @throws IOException if the caller is gone
     */
    void readAll(RecordStream items) throws IOException, MalformedJsonException {
        var group = new ArrayList<RecordStream.Item>();
        try {
            for (var item = items.next(); item.isPresent(); item = items.next()) {
                group.add(item.get());
                if (group.size() == GROUP || !items.isNextHere()) {
                    write(group);
                    group.clear();
                }
            }
        } catch (MalformedJsonException e) {
            write(group);
            throw e;
        }
        write(group);
    }

    private void write(List<RecordStream.Item> group) throws IOException {
        var steps = judgeAll(group.stream().map(this::read).map(this::onceIfDry).toList());
        var written =
                options.isDry()
                        ? steps.stream().map(this::tellDry).toList()
                        : writeAll(steps.stream().map(this::prepared).toList());
        for (int i = 0; i < group.size(); i++) {
            var outcome =
                    written.get(i).isPresent()
                            ? written.get(i).get()
                            : finishAlone(((Open) steps.get(i)).client());
            reply.write(group.get(i).number(), outcome);
        }
        reply.flush();
    }

    private Step read(RecordStream.Item item) {
        var faults = new Faults();
        try {
            var request = request(item.object(), faults);
            return request.isEmpty()
                    ? new Step.Told(ImportOutcome.skipped())
                    : new Step.Read(BroughtClient.of(request.get(), faults, clock.instant()));
        } catch (MalformedJsonException e) {
            return refused(
                    Optional.empty(),
                    OAuthException.invalidClientMetadata(e.rule(), "the line " + e.getMessage()));
        } catch (OAuthException e) {
            return refused(Optional.empty(), e);
        }
    }

    /** Empty for what is no client: the last line of an export, other objects of a dump. */
    private Optional<ObjectNode> request(ObjectNode object, Faults faults) {
        if (options.format() == ImportOptions.Format.DJANGO_OIDC_PROVIDER) {
            return dump.request(object, faults);
        }
        var isSummary = object.size() == 1 && object.has(ClientExport.SUMMARY);
        return isSummary ? Optional.empty() : Optional.of(object);
    }

    private Map<String, Known> known(List<Step> steps) {
        var ids =
                steps.stream()
                        .filter(Step.Read.class::isInstance)
                        .map(step -> ((Step.Read) step).client().clientId())
                        .toList();
        return ids.isEmpty() ? Map.of() : clients.known(ids);
    }

    private Step onceIfDry(Step step) {
        return options.isDry()
                        && step instanceof Step.Read read
                        && !seen.add(read.client().clientId())
                ? conflict(read.client(), "is there in an earlier line, too")
                : step;
    }

    /** All stay what they are where something else than a line is in the way of judging it. */
    private List<Step> judgeAll(List<Step> steps) {
        var known = known(steps);
        try {
            return steps.stream()
                    .map(
                            step ->
                                    step instanceof Step.Read read
                                            ? judge(read.client(), known)
                                            : step)
                    .toList();
        } catch (RuntimeException e) {
            return steps; // it shows again, if it still does, with the line that it came of
        }
    }

    /**
     * What is to be done with a line, if anything.
     *
     * @throws RuntimeException that says nothing of the line: a fetch, a hash or the database may
     *     have to wait for others
     */
    private Step judge(BroughtClient client, Map<String, Known> known) {
        try {
            var there = Optional.ofNullable(known.get(client.clientId()));
            return there.isPresent() ? judge(client, there.get()) : judgeNew(client);
        } catch (OAuthException e) {
            if (e.status() >= 500) {
                throw e;
            }
            return refused(Optional.of(client.clientId()), e);
        }
    }

    private Step judgeNew(BroughtClient client) {
        var draft = provisioning.draft(client, operator);
        if (draft.provision().metadata().needsSecret() && !client.withoutSecret()) {
            demandSecret(client);
        }
        return new Step.Drafted(client, draft);
    }

    private Step judge(BroughtClient client, Known there) {
        var now = there.client();
        if (now.state() == ClientState.DELETED) {
            return conflict(
                    client,
                    "is the identifier of a client that was deleted, and is never used again; while it can be restored, restore it first");
        }
        var draft = provisioning.draft(now, client, operator);
        var differences = differences(draft, there);
        if (differences.isEmpty()) {
            return new Step.Told(
                    ImportOutcome.done(UNCHANGED, client.clientId(), List.of(), Optional.empty()));
        }
        if (options.onConflict() == ImportOptions.OnConflict.REFUSE) {
            return conflict(
                    client,
                    "is here, and differs in "
                            + String.join(", ", differences)
                            + "; on_conflict=replace would replace it");
        }
        if (!client.hasSecret() && there.getsSecret().test(draft.provision().metadata())) {
            demandSecret(client);
            ClientProvisioning.caller(operator).refuseNewSecret();
        }
        return new Step.Drafted(client, draft);
    }

    private void demandSecret(BroughtClient client) {
        if (!client.hasSecret() && !options.makesSecrets()) {
            throw OAuthException.invalidMember(
                    CLIENT_SECRET.name(),
                    null,
                    "is needed with this token_endpoint_auth_method; make_secrets=true would make one, and tell it in the outcome of the line");
        }
    }

    /** The names of the members in which a client is not what its line says. */
    private static Set<String> differences(ClientProvisioning.Draft draft, Known there) {
        var wanted = draft.provision();
        var now = there.client();
        var names = new TreeSet<String>();
        addDifferences(now.metadata().members(), wanted.metadata().members(), names);
        addDifferences(now.members().toJson(), wanted.members().toJson(), names);
        if (now.isEnabled() != wanted.enabled()) {
            names.add(ClientView.STATE);
        }
        if (wanted.secret()
                .filter(secret -> !there.isOwnSecret().test(secret.value()))
                .isPresent()) {
            names.add(CLIENT_SECRET.name());
        }
        return names;
    }

    private static void addDifferences(ObjectNode one, ObjectNode other, Set<String> names) {
        Stream.of(one, other)
                .flatMap(object -> object.propertyStream().map(Map.Entry::getKey))
                .filter(name -> !Objects.equals(one.get(name), other.get(name)))
                .forEach(names::add);
    }

    private Optional<ImportOutcome> tellDry(Step step) {
        return step instanceof Step.Drafted drafted
                ? Optional.of(
                        ImportOutcome.done(
                                kind(drafted.draft().isNew()),
                                drafted.client().clientId(),
                                drafted.draft().warnings(),
                                Optional.empty()))
                : told(step);
    }

    /** What takes long is done before the transaction, which others may have to wait for. */
    private Step prepared(Step step) {
        return step instanceof Step.Drafted drafted
                ? new Step.Drafted(drafted.client(), drafted.draft().prepared(clients::prepared))
                : step;
    }

    /** In one transaction; empty for each line that has to be written alone. */
    private static List<Optional<ImportOutcome>> writeAll(List<Step> steps) {
        var outcomes = new ArrayList<>(steps.stream().map(ImportRun::told).toList());
        if (steps.stream().anyMatch(Step.Read.class::isInstance)) {
            return outcomes; // all are finished alone, in their order
        }
        if (steps.stream().anyMatch(Step.Drafted.class::isInstance)) {
            try {
                QuarkusTransaction.requiringNew()
                        .run(
                                () ->
                                        inLockOrder(steps)
                                                .forEach(
                                                        i -> outcomes.set(i, write(steps.get(i)))));
            } catch (RuntimeException e) {
                // Whatever it was, it shows again with the line that it came of.
                return steps.stream().map(ImportRun::told).toList();
            }
        }
        return outcomes;
    }

    /** All imports lock clients in one order, and so never wait for each other in a circle. */
    private static Stream<Integer> inLockOrder(List<Step> steps) {
        return IntStream.range(0, steps.size())
                .filter(i -> steps.get(i) instanceof Step.Drafted)
                .boxed()
                .sorted(
                        Comparator.comparing(
                                i -> ((Step.Drafted) steps.get(i)).client().clientId()));
    }

    private static Optional<ImportOutcome> told(Step step) {
        return step instanceof Step.Told told ? Optional.of(told.outcome()) : Optional.empty();
    }

    private static Optional<ImportOutcome> write(Step step) {
        if (!(step instanceof Step.Drafted drafted)) {
            return told(step);
        }
        var bringsSecret = drafted.client().hasSecret();
        return drafted.draft()
                .write()
                .map(
                        done ->
                                ImportOutcome.done(
                                        kind(done.created()),
                                        drafted.client().clientId(),
                                        done.warnings(),
                                        done.client().secret().filter(made -> !bringsSecret)));
    }

    /**
     * A line for itself, held anew against what is here.
     *
     * @throws OAuthException 503 if the database does not answer, or there is too much to do
     */
    private ImportOutcome finishAlone(BroughtClient client) {
        for (int i = 1; i <= ATTEMPTS; i++) {
            try {
                var known = clients.known(List.of(client.clientId()));
                var step = judge(client, known);
                var outcome = options.isDry() ? tellDry(step) : write(prepared(step));
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            } catch (RuntimeException e) {
                var refusal =
                        e instanceof OAuthException known
                                ? known
                                : UnexpectedExceptionMapper.refusal(e);
                if (refusal.status() != 503) {
                    return ImportOutcome.failed(REFUSED, Optional.of(client.clientId()), refusal);
                }
                if (i == ATTEMPTS || !rests()) {
                    throw refusal;
                }
            }
        }
        return conflict(client, "is changed by others all the time").outcome();
    }

    /** Whoever is in the way may be done a moment later; false if there is no time for that. */
    private static boolean rests() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ImportOutcome.Kind kind(boolean isNew) {
        return isNew ? CREATED : REPLACED;
    }

    private static Step refused(Optional<String> clientId, OAuthException why) {
        return new Step.Told(ImportOutcome.failed(REFUSED, clientId, why));
    }

    private static Step.Told conflict(BroughtClient client, String why) {
        return new Step.Told(
                ImportOutcome.failed(
                        CONFLICT,
                        Optional.of(client.clientId()),
                        OAuthException.conflict(CLIENT_ID.name(), why)));
    }
}
