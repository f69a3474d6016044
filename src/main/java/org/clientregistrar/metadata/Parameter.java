package org.clientregistrar.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.clientregistrar.error.OAuthException.Code;

/**
 * One client metadata parameter: all that is known of it, in one place. Parsing, checks, defaults,
 * language tags, the OpenAPI schema and the documentation follow from it.
 *
 * @param <T> its value in Java
 */
public final class Parameter<T> {

    /** Who gives the parameter its value. */
    public enum Source {
        /** The client asks for it; the registry checks it. */
        CLIENT,
        /** The registry issues it; never taken from a registration request (CHOICE-07). */
        REGISTRY
    }

    /**
     * How a parameter hangs on another one.
     *
     * @param other the other parameter
     * @param rule the requirement's id in docs/conformance.md
     */
    public record Relation(Parameter<?> other, String rule) {}

    private final String name;
    private final ValueType<T> type;
    private final String section;
    private final String description;
    private final Source source;
    private final Unregistered group;
    private final Code code;
    private final boolean localizable;
    private final T defaultValue;
    private final List<String> knownValues;
    private final boolean closed;
    private final List<TextRule> rules;
    private final AlgorithmUse algorithmUse;
    private final String keyRule;
    private final String serverMetadata;
    private final boolean choosable;
    private final Parameter<String> choiceFor;
    private final Relation onlyWith;
    private final Relation excludes;

    private Parameter(Builder<T> builder) {
        this.name = builder.name;
        this.type = builder.type;
        this.section = builder.section;
        this.description = builder.description;
        this.source = builder.source;
        this.group = builder.group;
        this.code = builder.code;
        this.localizable = builder.localizable;
        this.defaultValue = builder.defaultValue;
        this.closed = builder.closed;
        this.rules = List.copyOf(builder.rules);
        this.knownValues = builder.knownValues.stream().filter(this::accepts).toList();
        this.algorithmUse = builder.algorithmUse;
        this.keyRule = builder.keyRule;
        this.serverMetadata = builder.serverMetadata;
        this.choosable = builder.choosable;
        this.choiceFor = builder.choiceFor;
        this.onlyWith = builder.onlyWith;
        this.excludes = builder.excludes;
    }

    static Builder<String> text(String name) {
        return new Builder<>(name, new ValueType.Text(ValueType.Length.STRING));
    }

    static Builder<String> uri(String name) {
        return new Builder<>(name, new ValueType.Text(ValueType.Length.URI))
                .rules(TextRule.anyUri());
    }

    static Builder<String> jwt(String name) {
        return new Builder<>(name, new ValueType.Text(ValueType.Length.BODY));
    }

    static Builder<String> algorithm(String name, AlgorithmUse use) {
        var builder = text(name).known(names(use));
        builder.algorithmUse = use;
        return builder;
    }

    private static String[] names(AlgorithmUse use) {
        return JoseAlgorithm.names(use.algorithms()).toArray(String[]::new);
    }

    static Builder<List<String>> texts(String name) {
        return array(name, ValueType.Length.STRING, Optional.empty());
    }

    /** An array that has at least one string. */
    static Builder<List<String>> someTexts(String name, String rule) {
        return array(name, ValueType.Length.STRING, Optional.of(rule));
    }

    static Builder<List<String>> uris(String name) {
        return array(name, ValueType.Length.URI, Optional.empty());
    }

    private static Builder<List<String>> array(
            String name, ValueType.Length length, Optional<String> neverEmpty) {
        return new Builder<>(name, new ValueType.Texts(new ValueType.Text(length), neverEmpty));
    }

    static Builder<Boolean> flag(String name) {
        return new Builder<>(name, new ValueType.Flag()).defaultsTo(false);
    }

    static Builder<JsonNode> json(String name, ValueType.Json type) {
        return new Builder<>(name, type);
    }

    /** The list of values to choose a single-valued parameter from (RP Metadata Choices 1.0). */
    static Parameter<List<String>> choiceFor(Parameter<String> single) {
        var builder = texts(single.serverMetadata);
        builder.choiceFor = single;
        return builder.section("OpenID Connect Relying Party Metadata Choices 1.0 section 2")
                .group(Unregistered.CHOICES)
                .is(
                        "The values that the client supports of "
                                + single.name
                                + ", of which the registry chooses the first that can be had. Never in a response: that has "
                                + single.name
                                + ".");
    }

    static Builder<ObjectNode> jwks(String name) {
        return new Builder<>(name, new ValueType.Jwks());
    }

    static Builder<Long> seconds(String name) {
        return new Builder<>(name, new ValueType.Seconds());
    }

    /** The member's name in requests and responses. */
    public String name() {
        return name;
    }

    /** The JSON type of its value. */
    public ValueType<T> type() {
        return type;
    }

    /** Whether a request has a value for it: null and the empty string mean none (CHOICE-26). */
    public boolean isIn(ObjectNode request) {
        return isValue(request.path(name));
    }

    /** Whether a member's JSON is a value: null and the empty string mean none (CHOICE-26). */
    public static boolean isValue(JsonNode json) {
        return !json.isMissingNode()
                && !json.isNull()
                && !(json.isTextual() && json.textValue().isEmpty());
    }

    /** The specification and section that define it. */
    public String section() {
        return section;
    }

    /** What it means and which rules it has, for people. */
    public String description() {
        return description;
    }

    /** Who gives it its value. */
    public Source source() {
        return source;
    }

    /** What it belongs to, if the IANA registry does not have it. */
    public Optional<Unregistered> group() {
        return Optional.ofNullable(group);
    }

    /** What its algorithm is for; empty for all that is no algorithm. */
    public Optional<AlgorithmUse> algorithmUse() {
        return Optional.ofNullable(algorithmUse);
    }

    /**
     * The requirement that is broken where the client has no key for its asymmetric algorithm;
     * empty where it needs none.
     */
    public Optional<String> keyRule() {
        return Optional.ofNullable(keyRule);
    }

    /**
     * The member of an authorization server's metadata that lists the values it supports (RFC 8414
     * section 2).
     */
    public Optional<String> serverMetadata() {
        return Optional.ofNullable(serverMetadata);
    }

    /** Whether a list of values may be sent, to choose one from. */
    boolean isChoosable() {
        return choosable;
    }

    /** The parameter whose value is chosen from this list; empty for all that is no such list. */
    public Optional<Parameter<String>> choiceFor() {
        return Optional.ofNullable(choiceFor);
    }

    /** The parameter without which this one must not be sent, and has no default. */
    public Optional<Relation> onlyWith() {
        return Optional.ofNullable(onlyWith);
    }

    /** The parameter that must not be sent together with this one. */
    public Optional<Relation> excludes() {
        return Optional.ofNullable(excludes);
    }

    /** The error code of its faults. */
    public Code code() {
        return code;
    }

    /** Whether it may also occur with a language tag, as name#tag (RFC 7591 section 2.2). */
    public boolean isLocalizable() {
        return localizable;
    }

    /** Whether a member is this parameter with a language tag. */
    boolean isTagged(String member) {
        return localizable
                && member.length() > name.length()
                && member.charAt(name.length()) == '#'
                && member.startsWith(name);
    }

    /** What is registered when the client leaves it out. */
    public Optional<T> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /**
     * The values its specification defines; empty for free text. A deployment may allow fewer, or
     * extensions.
     */
    public List<String> knownValues() {
        return knownValues;
    }

    /** Whether there are no values beside the known ones, in this deployment or another. */
    public boolean isClosed() {
        return closed;
    }

    /** Whether a single text keeps its rules. */
    public boolean accepts(String text) {
        return rules.stream().allMatch(rule -> rule.holds().test(text));
    }

    /**
     * What is asked of each value by itself.
     *
     * @param rule the requirement's id in docs/conformance.md
     * @param detail as a fault tells it
     */
    public record Demand(String rule, String detail) {}

    /** What is asked of each value by itself, in the order in which faults are told. */
    public List<Demand> demands() {
        return rules.stream()
                .map(rule -> new Demand(rule.rule(), rule.detail()))
                .distinct()
                .toList();
    }

    List<TextRule> rules() {
        return rules;
    }

    static final class Builder<T> {
        private final String name;
        private final ValueType<T> type;
        private String section;
        private String description;
        private Source source = Source.CLIENT;
        private Unregistered group;
        private Code code = Code.INVALID_CLIENT_METADATA;
        private boolean localizable;
        private T defaultValue;
        private final List<String> knownValues = new ArrayList<>();
        private boolean closed;
        private final List<TextRule> rules = new ArrayList<>();
        private AlgorithmUse algorithmUse;
        private String keyRule;
        private String serverMetadata;
        private boolean choosable;
        private Parameter<String> choiceFor;
        private Relation onlyWith;
        private Relation excludes;

        private Builder(String name, ValueType<T> type) {
            this.name = name;
            this.type = type;
        }

        Builder<T> section(String section) {
            this.section = section;
            return this;
        }

        Builder<T> faultsAre(Code code) {
            this.code = code;
            return this;
        }

        Builder<T> localizable() {
            this.localizable = true;
            return this;
        }

        Builder<T> defaultsTo(T value) {
            this.defaultValue = value;
            return this;
        }

        /** Values for the documentation; whether others are allowed is the policy's to say. */
        Builder<T> known(String... values) {
            this.knownValues.addAll(Arrays.asList(values));
            return this;
        }

        /** Values beside which there are no others. */
        Builder<T> oneOf(String rule, String... values) {
            known(values);
            this.closed = true;
            return rules(TextRule.oneOf(rule, List.of(values)));
        }

        Builder<T> rules(TextRule... rules) {
            this.rules.addAll(Arrays.asList(rules));
            return this;
        }

        /** The algorithm none is out of the question, not only where nobody offers it. */
        Builder<T> neverNone(String rule) {
            return rules(
                    new TextRule(
                            rule, "must not be none: this is signed", alg -> !alg.equals("none")));
        }

        /** An asymmetric algorithm needs a public key of the client. */
        Builder<T> needsKey(String rule) {
            this.keyRule = rule;
            return this;
        }

        Builder<T> group(Unregistered group) {
            this.group = group;
            return this;
        }

        Builder<T> announcedAs(String serverMetadata) {
            this.serverMetadata = serverMetadata;
            return this;
        }

        /** The same, and a client may send such a list too. */
        Builder<T> chosenFrom(String serverMetadata) {
            this.choosable = true;
            return announcedAs(serverMetadata);
        }

        Builder<T> onlyWith(Parameter<?> other, String rule) {
            this.onlyWith = new Relation(other, rule);
            return this;
        }

        Builder<T> excludes(Parameter<?> other, String rule) {
            this.excludes = new Relation(other, rule);
            return this;
        }

        Builder<T> issuedByRegistry() {
            this.source = Source.REGISTRY;
            return this;
        }

        Parameter<T> is(String description) {
            this.description = description;
            return new Parameter<>(this);
        }
    }
}
