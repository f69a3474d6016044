package org.clientregistrar.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A member that a deployment adds to the catalogue for itself: kept and returned, not understood.
 */
public final class Extension {

    private static final Pattern FORM =
            Pattern.compile("([A-Za-z][A-Za-z0-9_.-]{0,99}):([a-z]+)(?::([1-9][0-9]{0,5}))?");
    private static final int DEFAULT_BYTES = 1024;

    /**
     * What operators alone say of a client, the words they have for it, and what this service says
     * of it to authorization servers: a client that registers itself must not seem to have a say in
     * these (CHOICE-34).
     */
    private static final Set<String> FOR_ADMINS =
            Set.of(
                    "require_consent",
                    "reuse_consent",
                    "skip_consent",
                    "owner",
                    "note",
                    "locked",
                    "state",
                    "origin",
                    "imported",
                    "created_at",
                    "updated_at",
                    "deleted_at",
                    "restorable_until",
                    "issue_registration_access_token",
                    "warnings",
                    "date_created",
                    "name",
                    "client_type",
                    "jwt_alg",
                    "website_url",
                    "terms_url",
                    "contact_email",
                    "logo",
                    "last_used_at",
                    "sector_identifier",
                    "client_secrets");

    private Extension() {}

    /**
     * Reads a setting such as org_id:string:64.
     *
     * @throws IllegalArgumentException with a clause that says what it must be
     */
    public static Parameter<JsonNode> parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("must be name:type or name:type:bytes");
        }
        var name = match.group(1);
        if (FOR_ADMINS.contains(name)
                || Catalogue.all().stream().anyMatch(known -> known.name().equals(name))) {
            throw new IllegalArgumentException("must not have the name " + name);
        }
        var bytes = match.group(3) == null ? DEFAULT_BYTES : Integer.parseInt(match.group(3));
        return Parameter.json(name, new ValueType.Json(kind(match.group(2)), bytes))
                .section("this deployment")
                .is("A member of this deployment's own.");
    }

    private static ValueType.Json.Kind kind(String type) {
        try {
            return ValueType.Json.Kind.valueOf(type.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "must have one of the types string, strings, boolean, number, object, any", e);
        }
    }
}
