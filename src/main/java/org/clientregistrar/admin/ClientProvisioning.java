package org.clientregistrar.admin;

import static org.clientregistrar.error.OAuthException.Code.INVALID_CLIENT_METADATA;
import static org.clientregistrar.metadata.ClientParameters.LOGO_URI;
import static org.clientregistrar.metadata.ClientParameters.SOFTWARE_STATEMENT;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_ID;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.clientregistrar.access.Admission;
import org.clientregistrar.access.Operator;
import org.clientregistrar.access.Scope;
import org.clientregistrar.client.Caller;
import org.clientregistrar.client.ClientRecord;
import org.clientregistrar.client.ClientRegistry;
import org.clientregistrar.client.ClientState;
import org.clientregistrar.client.NewClient;
import org.clientregistrar.client.Provision;
import org.clientregistrar.client.RegisteredClient;
import org.clientregistrar.error.Fault;
import org.clientregistrar.error.Faults;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.json.MergePatch;
import org.clientregistrar.metadata.ClientMetadata;
import org.clientregistrar.policy.RegistrationPolicy;

/**
 * Makes clients what operators want them to be. A request that was worked out on a version of the
 * client that is gone when it comes to writing is worked out anew.
 */
@Singleton
class ClientProvisioning {

    /** Each may fetch documents. */
    private static final int ATTEMPTS = 5;

    /** So that a reply does not become long by what a caller invents. */
    private static final int MOST_IGNORED = 100;

    private static final Pattern TELLABLE = Pattern.compile("[!-~]{1,100}");

    private static final String IGNORED = "means nothing here, and was ignored";

    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final RegistrationPolicy policy;
    private final ClientRegistry clients;
    private final BroughtLogo broughtLogo;

    ClientProvisioning(RegistrationPolicy policy, ClientRegistry clients, BroughtLogo broughtLogo) {
        this.policy = policy;
        this.clients = clients;
        this.broughtLogo = broughtLogo;
    }

    /**
     * What became of a request.
     *
     * @param client the client as it is now
     * @param created whether it was not there before
     * @param warnings what was let through and deserves a look
     */
    record Outcome(RegisteredClient client, boolean created, List<Fault> warnings) {}

    /**
     * A client as a request wants it, checked, so that only its writing is left. That is one
     * transaction, or a part of one that is under way, and is to be prepared before.
     *
     * @param clientId its identifier, unless that is still to be issued
     * @param provision what it shall be
     * @param isNew whether it is not there yet
     * @param warnings what was let through and deserves a look
     * @param writing gives nothing where the identifier is taken, or the client has changed
     */
    record Draft(
            Optional<String> clientId,
            Provision provision,
            boolean isNew,
            List<Fault> warnings,
            Function<Provision, Optional<RegisteredClient>> writing) {

        /** The same once what takes long is done, outside of the transaction. */
        Draft prepared(BiFunction<Optional<String>, Provision, Provision> preparation) {
            return new Draft(
                    clientId, preparation.apply(clientId, provision), isNew, warnings, writing);
        }

        /** Writes it; empty where what it was worked out on is no longer so. */
        Optional<Outcome> write() {
            return writing.apply(provision).map(client -> new Outcome(client, isNew, warnings));
        }
    }

    /**
     * Creates a client, with an identifier that the request brings along or a new one.
     *
     * @throws OAuthException 409 if the identifier is or was another client's
     */
    Outcome create(ObjectNode request, Operator operator) {
        return create(faults -> ClientForm.ofNew(translated(request, faults), faults), operator)
                .orElseThrow(ClientProvisioning::identifierTaken);
    }

    /**
     * Makes the client of an identifier what the request says, be it there already or not.
     *
     * @throws OAuthException 412 if it is not as the preconditions want it to be, 409 if it is or
     *     was deleted
     */
    Outcome createOrReplace(
            String clientId, ObjectNode request, Preconditions preconditions, Operator operator) {
        return untilUnchanged(
                () -> {
                    var found = clients.find(clientId, caller(operator));
                    found.map(ClientRecord::state).ifPresent(ClientState::refuseIfDeleted);
                    preconditions.check(found);
                    return found.isPresent()
                            ? replace(found.get(), request, operator)
                            : create(clientId, request, operator);
                });
    }

    private Optional<Outcome> replace(ClientRecord now, ObjectNode request, Operator operator) {
        var stored = now.metadata().members();
        return change(now, faults -> Synonym.translate(request, stored, faults), operator);
    }

    private Optional<Outcome> create(String clientId, ObjectNode request, Operator operator) {
        var created =
                create(
                        faults -> ClientForm.ofNew(translated(request, faults), clientId, faults),
                        operator);
        if (created.isEmpty() && clients.find(clientId, caller(operator)).isEmpty()) {
            throw identifierTaken(); // by a client that is no longer there
        }
        return created;
    }

    /**
     * Applies a merge patch (RFC 7396) to a client.
     *
     * @throws OAuthException 404 without one, 412 if it is not as the preconditions want it to be,
     *     409 if it is deleted
     */
    Outcome patch(
            String clientId, ObjectNode patch, Preconditions preconditions, Operator operator) {
        var caller = caller(operator);
        return untilUnchanged(
                () -> {
                    var now = clients.find(clientId, caller).orElseThrow(caller::unknownClient);
                    now.state().refuseIfDeleted();
                    preconditions.check(Optional.of(now));
                    return patch(now, patch, operator);
                });
    }

    private Optional<Outcome> patch(ClientRecord now, ObjectNode patch, Operator operator) {
        var stored = now.metadata().members();
        return change(
                now,
                faults ->
                        MergePatch.apply(
                                Synonym.translatePatch(patch, stored, faults),
                                ClientView.standardMembers(now)),
                operator);
    }

    /** Empty if the identifier is taken. */
    private Optional<Outcome> create(Function<Faults, ClientForm> read, Operator operator) {
        var faults = new Faults();
        return write(draft(read.apply(faults), Optional.empty(), faults, operator));
    }

    private Optional<Outcome> write(Draft draft) {
        return draft.prepared(clients::prepared).write();
    }

    /**
     * A client to be that is brought along: all but its writing.
     *
     * @throws OAuthException 400 with all that is wrong with it, 403 if the operator may not bring
     *     its secret along
     */
    Draft draft(BroughtClient brought, Operator operator) {
        var faults = brought.faults().copy();
        var request = translated(brought.request(), faults);
        broughtLogo.settle(request, brought.clientId(), Optional.empty(), faults);
        var form = ClientForm.ofNew(request, brought.clientId(), faults);
        return draft(form, Optional.of(brought), faults, operator);
    }

    /**
     * The same of a client that is here already; its date of creation stays.
     *
     * @throws OAuthException as for a client to be
     */
    Draft draft(ClientRecord now, BroughtClient brought, Operator operator) {
        var faults = brought.faults().copy();
        var request = Synonym.translate(brought.undated(), now.metadata().members(), faults);
        broughtLogo.settle(request, now.clientId(), now.metadata().get(LOGO_URI), faults);
        var form = ClientForm.of(request, now, faults);
        return draft(now, form, brought.secretEnd(), faults, operator);
    }

    private Draft draft(
            ClientForm form, Optional<BroughtClient> brought, Faults faults, Operator operator) {
        var admission = new Admission.ByOperator(operator.actor());
        checkScope(form, operator);
        var ignored = takeOutUnknown(form.metadata(), NOTHING);
        var metadata =
                policy.apply(
                        form.metadata(),
                        admission,
                        Optional.empty(),
                        faults,
                        draft -> form.checkWith(draft, faults));
        form.clientId().ifPresent(id -> ImportWarnings.ofIdentifier(faults));
        form.secret().ifPresent(secret -> ImportWarnings.ofSecret(secret, metadata, faults));
        var provision = form.provision(metadata, brought.flatMap(BroughtClient::secretEnd));
        return new Draft(
                form.clientId(),
                provision,
                true,
                all(faults, ignored),
                prepared ->
                        clients.provision(
                                new NewClient(
                                        form.clientId(),
                                        form.issuedAt(),
                                        prepared,
                                        brought.filter(BroughtClient::withoutSecret).isPresent(),
                                        form.withRegistrationToken()),
                                admission,
                                faults.warnings()));
    }

    /** Empty if the client has changed meanwhile. */
    private Optional<Outcome> change(
            ClientRecord now, Function<Faults, ObjectNode> read, Operator operator) {
        var faults = new Faults();
        var form = ClientForm.of(read.apply(faults), now, faults);
        return write(draft(now, form, Optional.empty(), faults, operator));
    }

    private Draft draft(
            ClientRecord now,
            ClientForm form,
            Optional<Instant> secretEnd,
            Faults faults,
            Operator operator) {
        checkScope(form, operator);
        var ignored = takeOutUnknown(form.metadata(), now.metadata().members());
        var metadata = metadata(form, now.metadata(), operator, faults);
        form.secret().ifPresent(secret -> ImportWarnings.ofSecret(secret, metadata, faults));
        var provision = form.provision(metadata, secretEnd);
        return new Draft(
                Optional.of(now.clientId()),
                provision,
                false,
                all(faults, ignored),
                prepared ->
                        clients.replace(
                                now.clientId(),
                                caller(operator),
                                now.version(),
                                prepared,
                                faults.warnings()));
    }

    /**
     * Metadata that the request leaves as it is is not judged anew: a client can be disabled also
     * where its metadata could no longer be registered.
     */
    private ClientMetadata metadata(
            ClientForm form, ClientMetadata now, Operator operator, Faults faults) {
        if (form.metadata().equals(now.members())) {
            form.checkWith(now, faults);
            faults.throwIfAny();
            return now;
        }
        var admission = new Admission.ByOperator(operator.actor());
        return policy.apply(
                form.metadata(),
                admission,
                Optional.of(now),
                faults,
                draft -> form.checkWith(draft, faults));
    }

    private static ObjectNode translated(ObjectNode request, Faults faults) {
        return Synonym.translate(request, NOTHING, faults);
    }

    /** An operator as one who changes clients. */
    static Caller.ByOperator caller(Operator operator) {
        var lacking =
                Optional.of(Scope.SECRETS_WRITE)
                        .filter(scope -> !operator.scopes().contains(scope));
        return new Caller.ByOperator(operator.actor(), lacking.map(Scope::toString));
    }

    /** To bring a credential along, or to have one issued, takes more than to change a client. */
    private static void checkScope(ClientForm form, Operator operator) {
        if ((form.secret().isPresent() || form.withRegistrationToken())
                && !operator.scopes().contains(Scope.SECRETS_WRITE)) {
            throw OAuthException.insufficientScope(Scope.WRITE_SECRETS);
        }
    }

    /**
     * Takes out what means nothing here (RFC7591-2-25), and software statements, which nobody
     * verifies at this door: operators vouch for the client themselves. What is stored already may
     * be repeated.
     */
    private List<Fault> takeOutUnknown(ObjectNode metadata, ObjectNode stored) {
        var unknown = new ArrayList<String>();
        metadata.forEachEntry(
                (name, value) -> {
                    if (!hasMeaning(name) && !value.equals(stored.get(name))) {
                        unknown.add(name);
                    }
                });
        metadata.remove(unknown);
        return unknown.stream()
                .limit(MOST_IGNORED)
                .map(name -> TELLABLE.matcher(name).matches() ? name : null)
                .distinct()
                .map(name -> new Fault(INVALID_CLIENT_METADATA, name, "RFC7591-2-25", IGNORED))
                .toList();
    }

    private boolean hasMeaning(String member) {
        return policy.understands(member) && !member.equals(SOFTWARE_STATEMENT.name());
    }

    private static List<Fault> all(Faults faults, List<Fault> ignored) {
        return Stream.concat(faults.warnings().stream(), ignored.stream()).toList();
    }

    private static OAuthException identifierTaken() {
        return OAuthException.conflict(
                CLIENT_ID.name(),
                "is or was the identifier of another client, and is never used again");
    }

    private static Outcome untilUnchanged(Supplier<Optional<Outcome>> attempt) {
        return Stream.generate(attempt)
                .limit(ATTEMPTS)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(
                        () ->
                                OAuthException.conflict(
                                        null, "others change the client all the time; try again"));
    }
}
