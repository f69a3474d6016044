package org.clientregistrar.metadata;

import static org.clientregistrar.error.OAuthException.Code.INVALID_CLIENT_METADATA;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.clientregistrar.error.Faults;

/**
 * The metadata of a request on its way to being registered: every value by itself is checked,
 * values together and against the policy are not yet. Faults are collected on the way, so that a
 * client learns of all of them at once.
 */
public final class MetadataDraft {

    private final ObjectNode members = JsonNodeFactory.instance.objectNode();
    private final Set<String> faulty = new HashSet<>();
    private final Faults faults;

    private MetadataDraft(Faults faults) {
        this.faults = faults;
    }

    /**
     * Reads the members that are client metadata. Members the registry does not know are ignored
     * (RFC7591-2-25), so are those that it issues itself (CHOICE-07); null and the empty string
     * stand for an omitted value (CHOICE-26).
     */
    public static MetadataDraft parse(ObjectNode request, Limits limits, Faults faults) {
        var draft = new MetadataDraft(faults);
        var spellings = new HashMap<String, String>();
        request.forEachEntry(
                (member, value) -> {
                    if (Parameter.isValue(value)) {
                        Catalogue.ofMember(member)
                                .filter(parameter -> parameter.source() == Parameter.Source.CLIENT)
                                .ifPresent(
                                        parameter -> {
                                            draft.refuseSecondSpelling(member, spellings);
                                            draft.read(parameter, member, value, limits);
                                        });
                    }
                });
        return draft;
    }

    /**
     * Language tags are compared without case, so name#fr and name#FR would be one member twice
     * (CHOICE-25).
     */
    private void refuseSecondSpelling(String member, HashMap<String, String> spellings) {
        var earlier = spellings.putIfAbsent(member.toLowerCase(Locale.ROOT), member);
        if (earlier != null) {
            faults.add(
                    INVALID_CLIENT_METADATA,
                    member,
                    "CHOICE-25",
                    "differs from another member only in the case of its language tag");
        }
    }

    private <T> void read(Parameter<T> parameter, String member, JsonNode json, Limits limits) {
        ValueType.Report report =
                (place, rule, detail) -> {
                    faults.add(parameter.code(), member + place, rule, detail);
                    faulty.add(member);
                };
        T value = parameter.type().read(json, parameter.rules(), limits, report);
        if (value != null) {
            members.set(member, parameter.type().json(value));
        }
    }

    /** The value in force so far; empty for one that was left out or is at fault. */
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
        faultAt(parameter, "", rule, detail);
    }

    /** Notes that one item of a parameter is at fault, as parameter[index]. */
    public void fault(Parameter<?> parameter, int index, String rule, String detail) {
        faultAt(parameter, "[" + index + "]", rule, detail);
    }

    private void faultAt(Parameter<?> parameter, String place, String rule, String detail) {
        faults.add(parameter.code(), parameter.name() + place, rule, detail);
        faulty.add(parameter.name());
    }

    /**
     * The redirection URIs sent, in order; empty in the place of one that is at fault by itself.
     */
    public List<Optional<RedirectUri>> redirectUris() {
        var uris = new ArrayList<Optional<RedirectUri>>();
        for (var item : members.path(Catalogue.REDIRECT_URIS.name())) {
            uris.add(Optional.ofNullable(item.textValue()).map(RedirectUri::of));
        }
        return uris;
    }

    /**
     * Whether the client registers a key to authenticate with, by value or by reference
     * (OIDCCORE-9-01).
     */
    public boolean hasSigningKey() {
        return members.has(Catalogue.JWKS_URI.name())
                || get(Catalogue.JWKS).filter(JwkSet::hasSigningKey).isPresent();
    }

    /**
     * The metadata with the catalogue's defaults for all that is still missing.
     *
     * @throws org.clientregistrar.error.OAuthException with every fault found since the request was
     *     read
     */
    public ClientMetadata finish() {
        faults.throwIfAny();
        Catalogue.all().forEach(this::complete);
        return new ClientMetadata(members);
    }

    private <T> void complete(Parameter<T> parameter) {
        get(parameter)
                .or(parameter::defaultValue)
                .ifPresent(value -> set(parameter, parameter.type().canonical(value)));
    }
}
