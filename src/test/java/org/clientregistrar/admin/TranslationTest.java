package org.clientregistrar.admin;

import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Clients.create;
import static org.clientregistrar.admin.Clients.created;
import static org.clientregistrar.admin.Clients.get;
import static org.clientregistrar.admin.Clients.patch;
import static org.clientregistrar.admin.Clients.path;
import static org.clientregistrar.admin.Clients.put;
import static org.clientregistrar.admin.Clients.registered;
import static org.clientregistrar.admin.Clients.self;
import static org.clientregistrar.admin.Clients.sent;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of django-oidc-provider beside the members of the standards. */
@RegistrarTest
class TranslationTest {

    private static final String TABLE =
            """
            name        | client_name                  | "A"                  | "A"                        | "B"                  | "B"
            website_url | client_uri                   | "https://a.example/" | "https://a.example/"       | "https://b.example/" | "https://b.example/"
            terms_url   | tos_uri                      | "https://a.example/" | "https://a.example/"       | "https://b.example/" | "https://b.example/"
            logo        | logo_uri                     | "https://a.example/" | "https://a.example/"       | "https://b.example/" | "https://b.example/"
            contact_email | contacts                   | "a@c.example"        | ["a@c.example"]            | "b@c.example"        | ["b@c.example"]
            jwt_alg     | id_token_signed_response_alg | "RS256"              | "RS256"                    | "HS256"              | "HS256"
            client_type | token_endpoint_auth_method   | "confidential"       | "client_secret_basic"      | "public"             | "none"
            """;

    private static Object value(String json) throws Exception {
        return new ObjectMapper().readValue(json, Object.class);
    }

    private static String edited(String id, String edit) throws Exception {
        var mapper = new ObjectMapper();
        var whole = (ObjectNode) mapper.readTree(get(id).extract().asString());
        whole.setAll((ObjectNode) mapper.readTree("{" + edit + "}"));
        return whole.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = TABLE)
    @DisplayName(
            "A word and its standard member are one thing, in POST, PUT and PATCH, and replies have both")
    void translates(
            String word, String member, String a, String standardA, String b, String standardB)
            throws Exception {
        var both = "\"" + word + "\": " + a + ", \"" + member + "\": " + standardA;
        for (var members :
                new String[] {"\"" + word + "\": " + a, "\"" + member + "\": " + standardA, both}) {
            create(members)
                    .statusCode(201)
                    .body(word, equalTo(value(a)))
                    .body(member, equalTo(value(standardA)));
        }
        var id = created("\"" + word + "\": " + a);
        // A reply that is sent back with one of the two changed.
        for (var edit :
                new String[] {"\"" + word + "\": " + b, "\"" + member + "\": " + standardB}) {
            sent(admin().body(edited(id, edit)), "PUT", id)
                    .statusCode(200)
                    .body(word, equalTo(value(b)))
                    .body(member, equalTo(value(standardB)));
            // And the word alone, back again.
            put(id, "\"" + word + "\": " + a)
                    .statusCode(200)
                    .body(member, equalTo(value(standardA)));
        }
        patch(id, "{\"" + word + "\": " + b + "}")
                .statusCode(200)
                .body(word, equalTo(value(b)))
                .body(member, equalTo(value(standardB)));
        patch(id, "{\"" + member + "\": " + standardA + "}")
                .statusCode(200)
                .body(word, equalTo(value(a)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = TABLE)
    @DisplayName(
            "Two that say different things are refused, unless one repeats what the client has")
    void refusesContradictions(
            String word, String member, String a, String standardA, String b, String standardB) {
        var contradiction = "\"" + word + "\": " + a + ", \"" + member + "\": " + standardB;
        create(contradiction).statusCode(400).body("errors[0].member", equalTo(word));
        var id = created("");
        patch(
                        id,
                        "{"
                                + contradiction
                                        .replace("\"A\"", "\"C\"")
                                        .replace("a.example", "c.example")
                                        .replace("a@", "c@")
                                        .replace("RS256", "HS384")
                                        .replace("confidential", "x")
                                + "}")
                .statusCode(400);
        get(id).header("ETag", "\"0\"");
    }

    @Test
    @DisplayName(
            "client_type public ends the secret at once; back to confidential there is a new one, shown")
    void changesType() {
        var client = registered("\"token_endpoint_auth_method\": \"client_secret_post\"");
        patch(client.id(), "{\"client_type\": \"confidential\"}")
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("token_endpoint_auth_method", equalTo("client_secret_post"));
        patch(client.id(), "{\"client_type\": \"public\"}")
                .statusCode(200)
                .body("token_endpoint_auth_method", equalTo("none"))
                .body("$", not(hasKey("client_secret")));
        self("GET", client.id(), client.token(), null)
                .statusCode(200)
                .body("$", not(hasKey("client_secret")));
        String secret =
                patch(client.id(), "{\"client_type\": \"confidential\"}")
                        .statusCode(200)
                        .body("token_endpoint_auth_method", equalTo("client_secret_basic"))
                        .body("client_secret", matchesPattern("[A-Za-z0-9_-]{64}"))
                        .body("client_secret", not(client.secret()))
                        .body("client_secret_expires_at", equalTo(0))
                        .extract()
                        .path("client_secret");
        self("GET", client.id(), client.token(), null).body("client_secret", equalTo(secret));
        patch(
                        client.id(),
                        "{\"client_type\": \"confidential\", \"token_endpoint_auth_method\": \"client_secret_post\"}")
                .statusCode(200)
                .body("token_endpoint_auth_method", equalTo("client_secret_post"))
                .body("$", not(hasKey("client_secret")));
    }

    @Test
    @DisplayName("contact_email is the first of several contacts, and the others stay")
    void keepsOtherContacts() {
        var id = created("\"contacts\": [\"a@c.example\", \"b@c.example\"]");
        patch(id, "{\"contact_email\": \"c@c.example\"}")
                .body("contacts", contains("c@c.example", "b@c.example"));
        patch(id, "{\"contact_email\": null}").body("contacts", contains("b@c.example"));
        patch(id, "{\"contact_email\": \"\"}")
                .statusCode(200)
                .body("$", not(hasKey("contacts")))
                .body("$", not(hasKey("contact_email")));
        patch(id, "{\"contact_email\": null}").statusCode(200).header("ETag", "\"3\"");
        patch(id, "{\"contact_email\": \"d@c.example\"}").body("contacts", contains("d@c.example"));
    }

    @Test
    @DisplayName("A client with another algorithm has no jwt_alg, and can be given one")
    void hasNoWordForOtherAlgorithms() {
        var id = created("\"id_token_signed_response_alg\": \"ES256\"");
        get(id).body("$", not(hasKey("jwt_alg")));
        patch(id, "{\"jwt_alg\": \"HS256\"}")
                .statusCode(200)
                .body("id_token_signed_response_alg", equalTo("HS256"))
                .body("jwt_alg", equalTo("HS256"));
        patch(id, "{\"jwt_alg\": null}")
                .statusCode(200)
                .body("id_token_signed_response_alg", equalTo("RS256"));
    }

    @Test
    @DisplayName("In a patch, null takes the standard member away")
    void takesAway() {
        var id =
                created(
                        "\"name\": \"A\", \"website_url\": \"https://a.example/\", \"client_type\": \"public\"");
        patch(id, "{\"name\": null, \"website_url\": null, \"client_type\": null}")
                .statusCode(200)
                .body("$", not(hasKey("client_name")))
                .body("$", not(hasKey("name")))
                .body("$", not(hasKey("client_uri")))
                .body("client_type", equalTo("confidential"));
    }

    @Test
    @DisplayName("date_created is the day of issue, and cannot be changed")
    void tellsTheDay() {
        var id = created("\"date_created\": \"2016-02-29T23:30:00-01:00\"");
        get(id).body("date_created", equalTo("2016-03-01"))
                .body("created_at", equalTo("2016-03-01T00:30:00Z"));
        put(id, "\"date_created\": \"2016-03-01\"").statusCode(200);
        put(id, "\"date_created\": \"2016-02-29T23:30:00-01:00\"").statusCode(200);
        put(id, "\"date_created\": \"2016-02-29\"")
                .statusCode(400)
                .body("errors[0].member", equalTo("date_created"));
    }

    @Test
    @DisplayName(
            "A word that is left behind in a reply keeps its member whole, with a warning; null as the standard member drops it")
    void dropsWithBoth() throws Exception {
        var id =
                created(
                        "\"contacts\": [\"a@c.example\", \"b@c.example\"], \"logo_uri\": \"https://c.example/logo\"");
        var mapper = new ObjectMapper();
        var left = (ObjectNode) mapper.readTree(get(id).extract().asString());
        left.remove(List.of("contacts", "logo_uri"));
        admin().body(left.toString())
                .put(path(id))
                .then()
                .statusCode(200)
                .body("contacts", equalTo(List.of("a@c.example", "b@c.example")))
                .body("warnings.member", hasItems("contact_email", "logo"));
        admin().body(edited(id, "\"logo_uri\": null"))
                .put(path(id))
                .then()
                .statusCode(200)
                .body("$", not(hasKey("logo_uri")))
                .body("$", not(hasKey("logo")));
        var without = (ObjectNode) mapper.readTree(get(id).extract().asString());
        without.remove(List.of("contacts", "contact_email"));
        admin().body(without.toString())
                .put(path(id))
                .then()
                .statusCode(200)
                .body("$", not(hasKey("contacts")));
    }
}
