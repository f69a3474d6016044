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

    private final String name;
    private final ValueType<T> type;
    private final String section;
    private final String description;
    private final Source source;
    private final Code code;
    private final boolean localizable;
    private final T defaultValue;
    private final List<String> knownValues;
    private final boolean closed;
    private final List<TextRule> rules;

    private Parameter(Builder<T> builder) {
        this.name = builder.name;
        this.type = builder.type;
        this.section = builder.section;
        this.description = builder.description;
        this.source = builder.source;
        this.code = builder.code;
        this.localizable = builder.localizable;
        this.defaultValue = builder.defaultValue;
        this.knownValues = List.copyOf(builder.knownValues);
        this.closed = builder.closed;
        this.rules = List.copyOf(builder.rules);
    }

    static Builder<String> text(String name) {
        return new Builder<>(name, new ValueType.Text(false));
    }

    static Builder<String> uri(String name) {
        return new Builder<>(name, new ValueType.Text(true)).rules(TextRule.anyUri());
    }

    static Builder<List<String>> texts(String name) {
        return new Builder<>(name, new ValueType.Texts(new ValueType.Text(false)));
    }

    static Builder<List<String>> uris(String name) {
        return new Builder<>(name, new ValueType.Texts(new ValueType.Text(true)));
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

    public ValueType<T> type() {
        return type;
    }

    /** Whether a request has a value for it: null and the empty string mean none (CHOICE-26). */
    public boolean isIn(ObjectNode request) {
        return isValue(request.path(name));
    }

    static boolean isValue(JsonNode json) {
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

    public Source source() {
        return source;
    }

    /** The error code of its faults. */
    public Code code() {
        return code;
    }

    /** Whether it may also occur with a language tag, as name#tag (RFC 7591 section 2.2). */
    public boolean isLocalizable() {
        return localizable;
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

    List<TextRule> rules() {
        return rules;
    }

    static final class Builder<T> {
        private final String name;
        private final ValueType<T> type;
        private String section;
        private String description;
        private Source source = Source.CLIENT;
        private Code code = Code.INVALID_CLIENT_METADATA;
        private boolean localizable;
        private T defaultValue;
        private final List<String> knownValues = new ArrayList<>();
        private boolean closed;
        private final List<TextRule> rules = new ArrayList<>();

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
