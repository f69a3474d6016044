package org.clientregistrar.metadata;

import static org.clientregistrar.error.OAuthException.Code.INVALID_CLIENT_METADATA;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.clientregistrar.error.Faults;

/**
 * The metadata of a request on its way to being registered: every value by itself is checked,
 * values together and against the policy are not yet. Faults are collected on the way, so that a
 * client learns of all of them at once.
 */
public final class MetadataDraft implements MetadataValues {

    private final ObjectNode members = JsonNodeFactory.instance.objectNode();
    private final Set<String> faulty = new HashSet<>();
    private final Set<String> leftOut = new HashSet<>();
    private final Vocabulary vocabulary;
    private final Limits limits;
    private final Faults faults;
    private JsonNode keysAtUri;

    private MetadataDraft(Vocabulary vocabulary, Limits limits, Faults faults) {
        this.vocabulary = vocabulary;
        this.limits = limits;
        this.faults = faults;
    }

    /**
     * Reads the members that are client metadata. Members the deployment does not know are ignored
     * (RFC7591-2-25), so are those that it issues itself (CHOICE-07); null and the empty string
     * stand for an omitted value (CHOICE-26).
     */
    public static MetadataDraft parse(
            ObjectNode request, Vocabulary vocabulary, Limits limits, Faults faults) {
        var draft = new MetadataDraft(vocabulary, limits, faults);
        var spellings = new HashSet<String>();
        request.forEachEntry(
                (member, value) -> {
                    if (Parameter.isValue(value)) {
                        vocabulary
                                .ofMember(member)
                                .filter(parameter -> parameter.source() == Parameter.Source.CLIENT)
                                .ifPresent(
                                        parameter -> {
                                            draft.refuseSecondSpelling(
                                                    parameter, member, spellings);
                                            draft.read(parameter, member, value);
                                        });
                    }
                });
        return draft;
    }

    /**
     * Language tags are compared without case, so name#fr and name#FR would be one member twice
     * (CHOICE-25).
     */
    private void refuseSecondSpelling(
            Parameter<?> parameter, String member, Set<String> spellings) {
        var tag = member.substring(parameter.name().length());
        if (!spellings.add(parameter.name() + tag.toLowerCase(Locale.ROOT))) {
            faults.add(
                    INVALID_CLIENT_METADATA,
                    member,
                    "CHOICE-25",
                    "differs from another member only in the case of its language tag");
        }
    }

    private <T> void read(Parameter<T> parameter, String member, JsonNode json) {
        T value =
                parameter.type().read(json, parameter.rules(), limits, reportOn(parameter, member));
        if (value != null) {
            members.set(member, parameter.type().json(value));
        }
    }

    private ValueType.Report reportOn(Parameter<?> parameter, String member) {
        return (place, rule, detail) -> {
            faults.add(parameter.code(), member + place, rule, detail);
            faulty.add(member);
        };
    }

    /** Whether a parameter means something to this deployment. */
    public boolean understands(Parameter<?> parameter) {
        return vocabulary.has(parameter);
    }

    /** The list that the client may send to have a parameter's value chosen from. */
    public Optional<Parameter<List<String>>> choicesFor(Parameter<String> single) {
        return Catalogue.choicesFor(single).filter(vocabulary::has);
    }

    /** The value in force so far; empty for one that was left out or is at fault. */
    @Override
    public <T> Optional<T> get(Parameter<T> parameter) {
        return Optional.ofNullable(members.get(parameter.name()))
                .filter(value -> !isFaulty(parameter))
                .map(parameter.type()::value);
    }

    /** Whether the client sent a value, be it a faulty one. */
    public boolean wasSent(Parameter<?> parameter) {
        return members.has(parameter.name()) || isFaulty(parameter);
    }

    /**
     * Whether a fault of this parameter is already known, so that what would follow from it need
     * not be told.
     */
    public boolean isFaulty(Parameter<?> parameter) {
        return faulty.contains(parameter.name());
    }

    /** Registers a value that the client did not send, or one in place of what it sent. */
    public <T> void set(Parameter<T> parameter, T value) {
        members.set(parameter.name(), parameter.type().json(value));
    }

    /** Notes that a parameter is at fault; its value is out from here on. */
    public void fault(Parameter<?> parameter, String rule, String detail) {
        faultForm(parameter, parameter.name(), rule, detail);
    }

    /** Notes what is let through and deserves a look. */
    public void warn(Parameter<?> parameter, String rule, String detail) {
        faults.warn(parameter.name(), rule, detail);
    }

    /** Gives up on a value for which another parameter is at fault, so that nothing follows. */
    public void giveUp(Parameter<?> parameter) {
        faulty.add(parameter.name());
    }

    /** Notes that one item of a parameter is at fault, as parameter[index]. */
    public void fault(Parameter<?> parameter, int index, String rule, String detail) {
        reportOn(parameter, parameter.name()).fault("[" + index + "]", rule, detail);
    }

    /**
     * The URIs of a parameter that has the rules of redirection URIs, in order; empty in the place
     * of one that is at fault by itself.
     */
    public List<Optional<RedirectUri>> redirectUris(Parameter<List<String>> parameter) {
        var uris = new ArrayList<Optional<RedirectUri>>();
        for (var item : members.path(parameter.name())) {
            uris.add(Optional.ofNullable(item.textValue()).map(RedirectUri::of));
        }
        return uris;
    }

    /** Takes a value back, as if the client had not sent it. */
    public void remove(Parameter<?> parameter) {
        members.remove(parameter.name());
    }

    /** Registers no value for a parameter that was not sent, not even its default. */
    public void leaveOut(Parameter<?> parameter) {
        leftOut.add(parameter.name());
    }

    /**
     * The language-tagged and other forms of a parameter that have a sound value, by their names.
     */
    public Map<String, String> forms(Parameter<String> parameter) {
        var forms = new LinkedHashMap<String, String>();
        members.forEachEntry(
                (member, value) -> {
                    var isForm = member.equals(parameter.name()) || parameter.isTagged(member);
                    if (isForm && !faulty.contains(member)) {
                        forms.put(member, value.textValue());
                    }
                });
        return forms;
    }

    /** Notes that one form of a parameter is at fault, by its name. */
    public void faultForm(Parameter<?> parameter, String member, String rule, String detail) {
        reportOn(parameter, member).fault("", rule, detail);
    }

    /** Holds the document at jwks_uri to the rules of jwks; from here on its keys count. */
    public void readKeysAtUri(JsonNode document) {
        if (JwkSet.check(
                document,
                limits,
                reportOn(ClientParameters.JWKS_URI, ClientParameters.JWKS_URI.name()))) {
            keysAtUri = document;
        }
    }

    /** The client's keys, by value or at a URI. Those at fault count as unseen. */
    public ClientKeys keys() {
        var seen =
                get(ClientParameters.JWKS)
                        .<JsonNode>map(jwks -> jwks)
                        .or(() -> Optional.ofNullable(keysAtUri))
                        .map(JwkSet::of);
        var hasUnseen =
                (members.has(ClientParameters.JWKS_URI.name()) && keysAtUri == null)
                        || isFaulty(ClientParameters.JWKS)
                        || isFaulty(ClientParameters.JWKS_URI);
        return new ClientKeys(seen, hasUnseen);
    }

    /** Whether nothing is known against the request so far. */
    public boolean isSound() {
        return faults.isEmpty();
    }

    /** The parameters that may not stand beside another one. */
    public void checkExclusions() {
        checkRelations(
                Parameter::excludes,
                relation -> wasSent(relation.other()),
                "must not be sent together with ");
    }

    /** The parameters that may not stand without another one, which may have been chosen. */
    public void checkCompanions() {
        checkRelations(
                Parameter::onlyWith,
                relation -> !wasSent(relation.other()),
                "must not be sent without ");
    }

    private void checkRelations(
            Function<Parameter<?>, Optional<Parameter.Relation>> relationOf,
            Predicate<Parameter.Relation> isBroken,
            String detail) {
        for (var parameter : vocabulary.all()) {
            relationOf
                    .apply(parameter)
                    .filter(relation -> get(parameter).isPresent() && isBroken.test(relation))
                    .ifPresent(
                            relation ->
                                    fault(
                                            parameter,
                                            relation.rule(),
                                            detail + relation.other().name()));
        }
    }

    /**
     * The metadata with the catalogue's defaults for all that is still missing.
     *
     * @throws org.clientregistrar.error.OAuthException with every fault found since the request was
     *     read
     */
    public ClientMetadata finish() {
        faults.throwIfAny();
        vocabulary.all().forEach(this::complete);
        return new ClientMetadata(members);
    }

    private <T> void complete(Parameter<T> parameter) {
        if (parameter.choiceFor().isPresent()) {
            remove(parameter); // RPCHOICES-2-01
            return;
        }
        get(parameter)
                .or(() -> defaultOf(parameter))
                .ifPresent(value -> set(parameter, parameter.type().canonical(value)));
    }

    private <T> Optional<T> defaultOf(Parameter<T> parameter) {
        return parameter
                .defaultValue()
                .filter(value -> !leftOut.contains(parameter.name()))
                .filter(
                        value ->
                                parameter
                                        .onlyWith()
                                        .filter(relation -> get(relation.other()).isEmpty())
                                        .isEmpty());
    }
}
