package org.clientregistrar.server;

import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Admin.anonymous;

import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.clientregistrar.TestDatabase;

/** The feed of changes as an authorization server meets it, and changes to find in it. */
final class Feed {

    static final String PATH = "/clients/changes";

    /** What a client needs to have. */
    static final String V = "{\"redirect_uris\": [\"https://client.example.org/cb\"]}";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Feed() {}

    static ValidatableResponse get(String query) {
        return admin().get(PATH + query).then();
    }

    /** The cursor of now. */
    static String now() {
        return get("").statusCode(200).extract().path("next");
    }

    /** A request that may take its time. */
    static CompletableFuture<HttpResponse<String>> later(String query) {
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://localhost:" + RestAssured.port + PATH + query))
                        .header("Authorization", "Bearer " + TestDatabase.ACCESS_KEY)
                        .build();
        return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The ids of all changes behind a cursor, page by page. */
    static List<String> all(String after, int limit) {
        var all = new ArrayList<String>();
        var next = after;
        var more = true;
        while (more) {
            var page = page(next, limit);
            all.addAll(page.ids());
            next = page.next();
            more = page.more();
        }
        return all;
    }

    /** A page as it came. */
    record Page(List<String> ids, String next, boolean more) {}

    static Page page(String after, int limit) {
        var page = get("?after=" + after + "&limit=" + limit).statusCode(200).extract().jsonPath();
        return new Page(
                page.getList("changes.client_id"), page.getString("next"), page.getBoolean("more"));
    }

    /** The id of a new client. */
    static String register() {
        return anonymous()
                .body(V)
                .post("/register")
                .then()
                .statusCode(201)
                .extract()
                .path("client_id");
    }

    static void patch(String id, String owner) {
        admin().contentType("application/merge-patch+json")
                .body("{\"owner\": \"" + owner + "\"}")
                .patch("/admin/clients/" + id)
                .then()
                .statusCode(200);
    }

    static void delete(String id) {
        admin().delete("/admin/clients/" + id).then().statusCode(204);
    }
}
