package org.clientregistrar.admin;

import static org.clientregistrar.client.AdminMembers.NOTE;
import static org.clientregistrar.client.AdminMembers.OWNER;
import static org.clientregistrar.client.AdminMembers.REQUIRE_CONSENT;
import static org.clientregistrar.error.OAuthException.Code.INVALID_REQUEST;
import static org.clientregistrar.metadata.ClientParameters.GRANT_TYPES;
import static org.clientregistrar.metadata.ClientParameters.REDIRECT_URIS;
import static org.clientregistrar.metadata.ClientParameters.RESPONSE_TYPES;
import static org.clientregistrar.metadata.ClientParameters.SCOPE;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_SECRET;
import static org.clientregistrar.metadata.LogoutParameters.POST_LOGOUT_REDIRECT_URIS;
import static org.clientregistrar.metadata.Parameter.isValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.clientregistrar.config.PercentEncoding;
import org.clientregistrar.error.Faults;
import org.clientregistrar.json.JsonReader;
import org.clientregistrar.json.MalformedJsonException;

/**
 * The objects of {@code manage.py dumpdata oidc_provider}, in the words of this door. One dump,
 * from its first object to its last: clients name response types by the keys of other objects,
 * which come before them unless somebody has sorted the dump anew.
 */
final class DjangoDump {

    private static final String CLIENT = "oidc_provider.client";
    private static final String RESPONSE_TYPE = "oidc_provider.responsetype";

    /** The keys that the migration of django-oidc-provider gave them. */
    private static final List<String> USUAL_TYPES =
            List.of(
                    "code",
                    "id_token",
                    "id_token token",
                    "code token",
                    "code id_token",
                    "code id_token token");

    /** So that a dump which is none does not fill memory. */
    private static final int MOST_TYPES = 1000;

    private static final Pattern LINE_ENDS = Pattern.compile("\\R");
    private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://.*");

    private final Optional<String> logoBase;
    private final Map<String, String> typeByKey = new HashMap<>();
    private boolean isUsed;

    /**
     * A dump.
     *
     * @param logoBase where the paths of logos begin, a URL; empty where they are nowhere to be had
     */
    DjangoDump(Optional<String> logoBase) {
        this.logoBase = logoBase;
        for (int i = 0; i < USUAL_TYPES.size(); i++) {
            typeByKey.put(Integer.toString(i + 1), USUAL_TYPES.get(i));
        }
    }

    /**
     * The next object, as a request to this door; empty for one that is no client.
     *
     * @param faults takes what is wrong with it, and what deserves a look
     * @throws org.clientregistrar.error.OAuthException 400 if it is nothing of a dump
     */
    Optional<ObjectNode> request(ObjectNode object, Faults faults) {
        var model = object.path("model").asText().toLowerCase(Locale.ROOT);
        if (model.isEmpty()) {
            faults.add(INVALID_REQUEST, "model", null, "must say what the object is");
        }
        var isClient = model.equals(CLIENT);
        var isType = model.equals(RESPONSE_TYPE);
        var fields = object.path("fields");
        if ((isClient || isType) && !fields.isObject()) {
            faults.add(INVALID_REQUEST, "fields", null, "must be an object");
        }
        faults.throwIfAny();
        if (isType) {
            learn(object.path("pk").asText(), fields.path("value").asText(), faults);
        }
        return isClient ? Optional.of(client((ObjectNode) fields, faults)) : Optional.empty();
    }

    private void learn(String key, String type, Faults faults) {
        var before = typeByKey.size() < MOST_TYPES ? typeByKey.put(key, type) : typeByKey.get(key);
        if (isUsed && !type.equals(before)) {
            faults.add(
                    INVALID_REQUEST,
                    RESPONSE_TYPES.name(),
                    null,
                    "the objects before this one were read without it; put the response types before the clients, and import once more");
        }
        faults.throwIfAny();
    }

    private ObjectNode client(ObjectNode fields, Faults faults) {
        var request = fields.deepCopy();
        // The words that are other here than Synonym knows them.
        move(request, "_redirect_uris", REDIRECT_URIS.name());
        move(request, "_post_logout_redirect_uris", POST_LOGOUT_REDIRECT_URIS.name());
        var scope = request.remove("_scope");
        if (isWord(scope)) {
            request.put(SCOPE.name(), String.join(" ", scope.textValue().strip().split("\\s+")));
        }
        var owner = request.remove(OWNER);
        if (owner != null && isValue(owner)) {
            request.put(OWNER, name(owner));
        }
        setTypes(request, faults);
        setLogo(request, faults);
        if (request.path("client_type").asText().equals("public")) {
            makePublic(request, faults);
        }
        return request;
    }

    private static boolean isWord(JsonNode value) {
        return value != null && value.isTextual() && !value.textValue().isBlank();
    }

    /** Lines become the items of an array. */
    private static void move(ObjectNode request, String from, String to) {
        var lines = request.remove(from);
        if (isWord(lines)) {
            var items = request.putArray(to);
            LINE_ENDS
                    .splitAsStream(lines.textValue())
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .distinct()
                    .forEach(items::add);
        }
    }

    /** A key, or with natural keys the parts of one. */
    private static String name(JsonNode key) {
        return key.isArray()
                ? StreamSupport.stream(key.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(" "))
                : key.asText();
    }

    /**
     * Older dumps have one type in words, dumps of later ones several by their keys, by natural
     * keys or, where a field was made of them, in words again. One without any could use the client
     * credentials grant alone.
     */
    private void setTypes(ObjectNode request, Faults faults) {
        var single = request.remove("response_type");
        var several = request.remove(RESPONSE_TYPES.name());
        if (several == null && single == null) {
            return;
        }
        var types = request.putArray(RESPONSE_TYPES.name());
        if (several == null) {
            types.add(single);
            return;
        }
        isUsed = true;
        for (var key : several.isTextual() ? items(several.textValue()) : several) {
            var word = name(key);
            var type = typeByKey.getOrDefault(word, word);
            if (type.matches("[0-9]+")) {
                faults.add(
                        INVALID_REQUEST,
                        RESPONSE_TYPES.name(),
                        null,
                        "has the key of a response type that is not in the dump before the client");
            }
            types.add(type);
        }
        if (types.isEmpty()) {
            request.putArray(GRANT_TYPES.name()).add("client_credentials");
        }
    }

    private static JsonNode items(String json) {
        try {
            return JsonReader.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedJsonException e) {
            return JsonNodeFactory.instance.arrayNode().add(json);
        }
    }

    /** Whatever becomes of the path, it is not lost. */
    private void setLogo(ObjectNode request, Faults faults) {
        var logo = request.path("logo");
        if (!isWord(logo) || ABSOLUTE.matcher(logo.textValue()).matches()) {
            return;
        }
        var path = logo.textValue();
        if (logoBase.isPresent()) {
            var base = logoBase.get();
            request.put("logo", base + (base.endsWith("/") ? "" : "/") + encoded(path));
        } else {
            request.remove("logo");
            request.put(NOTE, "logo: " + path);
            faults.warn(
                    "logo",
                    null,
                    "is a path within the files of django-oidc-provider, and is kept in note; logo_base would make a URL of it");
        }
    }

    private static String encoded(String path) {
        return Arrays.stream(path.split("/"))
                .map(PercentEncoding::encode)
                .collect(Collectors.joining("/"));
    }

    /**
     * django-oidc-provider asked the users of a public client whatever the flag said, and never
     * compared its secret.
     */
    private static void makePublic(ObjectNode request, Faults faults) {
        faults.warn(
                "client_type",
                null,
                "is public: it authenticates with nothing, so anybody can pass for it");
        var left = new ArrayList<String>();
        if (isWord(request.path(CLIENT_SECRET.name()))) {
            left.add(CLIENT_SECRET.name());
        }
        request.remove(CLIENT_SECRET.name());
        if (!request.path(REQUIRE_CONSENT).asBoolean(true)) {
            request.put(REQUIRE_CONSENT, true);
            left.add(REQUIRE_CONSENT);
        }
        left.forEach(
                member ->
                        faults.warn(
                                member,
                                null,
                                "was of no effect for a public client, and is left out"));
    }
}
