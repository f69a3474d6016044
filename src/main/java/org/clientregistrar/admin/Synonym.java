package org.clientregistrar.admin;

import static org.clientregistrar.error.OAuthException.Code.INVALID_CLIENT_METADATA;
import static org.clientregistrar.metadata.ClientParameters.CLIENT_NAME;
import static org.clientregistrar.metadata.ClientParameters.CLIENT_URI;
import static org.clientregistrar.metadata.ClientParameters.CONTACTS;
import static org.clientregistrar.metadata.ClientParameters.LOGO_URI;
import static org.clientregistrar.metadata.ClientParameters.TOKEN_ENDPOINT_AUTH_METHOD;
import static org.clientregistrar.metadata.ClientParameters.TOS_URI;
import static org.clientregistrar.metadata.OpenIdParameters.ID_TOKEN_SIGNED_RESPONSE_ALG;
import static org.clientregistrar.metadata.Parameter.isValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.clientregistrar.error.Faults;
import org.clientregistrar.metadata.Parameter;

/**
 * The words of django-oidc-provider, which operators know, for members of the standards. Replies
 * have both; the words of a request are translated, so that behind here there are standard members
 * alone.
 */
enum Synonym {
    NAME("name", CLIENT_NAME),

    /** Tells of the method of authentication only whether there is one. */
    CLIENT_TYPE("client_type", TOKEN_ENDPOINT_AUTH_METHOD, "confidential", "public") {
        @Override
        JsonNode wordFor(JsonNode method) {
            return method.isTextual()
                    ? TextNode.valueOf(
                            method.textValue().equals("none") ? "public" : "confidential")
                    : MissingNode.getInstance();
        }

        @Override
        JsonNode memberFor(JsonNode type, JsonNode before) {
            return isValue(type)
                    ? TextNode.valueOf(
                            type.textValue().equals("public") ? "none" : "client_secret_basic")
                    : type;
        }
    },

    /** There were two algorithms: of a client with another one there is no such word. */
    JWT_ALG("jwt_alg", ID_TOKEN_SIGNED_RESPONSE_ALG, "HS256", "RS256") {
        @Override
        JsonNode wordFor(JsonNode algorithm) {
            return isPossible(algorithm) ? algorithm : MissingNode.getInstance();
        }
    },

    WEBSITE_URL("website_url", CLIENT_URI),
    TERMS_URL("terms_url", TOS_URI),

    /** The first one of several. */
    CONTACT_EMAIL("contact_email", CONTACTS) {
        @Override
        JsonNode wordFor(JsonNode contacts) {
            return contacts.path(0);
        }

        @Override
        JsonNode memberFor(JsonNode email, JsonNode before) {
            var contacts =
                    before instanceof ArrayNode there
                            ? there.deepCopy()
                            : JsonNodeFactory.instance.arrayNode();
            if (!contacts.isEmpty()) {
                contacts.remove(0);
            }
            if (isValue(email)) {
                contacts.insert(0, email);
            }
            return contacts.isEmpty() ? JsonNodeFactory.instance.nullNode() : contacts;
        }
    },

    LOGO("logo", LOGO_URI);

    private final String word;
    private final String member;
    private final List<String> possible;

    Synonym(String word, Parameter<?> parameter, String... possible) {
        this.word = word;
        this.member = parameter.name();
        this.possible = List.of(possible);
    }

    /** The word's value for a value of the standard member; no value where it has none. */
    JsonNode wordFor(JsonNode standard) {
        return standard;
    }

    /**
     * The standard member's value for a value of the word.
     *
     * @param value of the word; null to take it away
     * @param before the standard member's value, of which more may be kept than the word tells
     */
    JsonNode memberFor(JsonNode value, JsonNode before) {
        return value;
    }

    boolean isPossible(JsonNode value) {
        return value.isTextual() && (possible.isEmpty() || possible.contains(value.textValue()));
    }

    /** Puts the words beside the standard members of a reply. */
    static void addTo(ObjectNode members) {
        for (var synonym : values()) {
            var value = synonym.wordFor(members.path(synonym.member));
            if (isValue(value)) {
                members.set(synonym.word, value);
            }
        }
    }

    /**
     * A request for a whole client, in standard members: a copy. Where a word and its standard
     * member say different things, the one that merely repeats what the client has now yields to
     * the other, so that a reply can be sent back with one of them changed.
     *
     * @param now the client's metadata; empty for a client to be
     * @param faults takes the words that are at fault
     */
    static ObjectNode translate(ObjectNode request, ObjectNode now, Faults faults) {
        var translated = request.deepCopy();
        for (var synonym : values()) {
            var value = translated.remove(synonym.word);
            if (value != null && isValue(value)) {
                synonym.translateWhole(translated, value, now, faults);
            }
        }
        return translated;
    }

    /** A word that merely repeats what there is does not bring back what the request takes away. */
    private void translateWhole(ObjectNode request, JsonNode value, ObjectNode now, Faults faults) {
        var sent = request.path(member);
        var before = now.path(member);
        if (!isValue(sent) && isValue(before) && same(value, wordFor(before))) {
            if (sent.isMissingNode()) {
                request.set(member, before);
                faults.warn(
                        word,
                        null,
                        "keeps "
                                + member
                                + " as it is; leave both out, or send null as "
                                + member
                                + ", to drop it");
            }
            return;
        }
        if (!isValue(sent)) {
            request.remove(member);
        }
        translate(request, value, MissingNode.getInstance(), now, faults);
    }

    /**
     * The same of a merge patch (RFC 7396), where a word that is sent alone changes its standard
     * member, and null takes it away.
     */
    static ObjectNode translatePatch(ObjectNode patch, ObjectNode now, Faults faults) {
        var translated = patch.deepCopy();
        for (var synonym : values()) {
            var value = translated.remove(synonym.word);
            if (value != null) {
                var before = now.path(synonym.member);
                if (translated.has(synonym.member) || !same(value, synonym.wordFor(before))) {
                    synonym.translate(translated, value, before, now, faults);
                }
            }
        }
        return translated;
    }

    /**
     * Translates a word that a request has.
     *
     * @param alone what the word changes where the standard member is not sent
     */
    private void translate(
            ObjectNode request, JsonNode value, JsonNode alone, ObjectNode now, Faults faults) {
        var sent = request.path(member);
        if (isValue(value) && !isPossible(value)) {
            faults.add(INVALID_CLIENT_METADATA, word, "RFC7591-2-01", demand());
        } else if (sent.isMissingNode()) {
            request.set(member, memberFor(value, alone));
        } else if (!same(value, wordFor(sent)) && !same(value, wordFor(now.path(member)))) {
            if (same(sent, now.path(member))) {
                request.set(member, memberFor(value, sent));
            } else {
                faults.add(
                        INVALID_CLIENT_METADATA,
                        word,
                        null,
                        "says something else than " + member + "; send one of them");
            }
        }
    }

    private String demand() {
        return "must be " + (possible.isEmpty() ? "a string" : String.join(" or ", possible));
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return isValue(one) ? one.equals(other) : !isValue(other);
    }
}
