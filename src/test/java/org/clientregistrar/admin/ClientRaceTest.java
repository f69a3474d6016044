package org.clientregistrar.admin;

import static org.clientregistrar.admin.Clients.create;
import static org.clientregistrar.admin.Clients.created;
import static org.clientregistrar.admin.Clients.delete;
import static org.clientregistrar.admin.Clients.get;
import static org.clientregistrar.admin.Clients.patch;
import static org.clientregistrar.admin.Clients.post;
import static org.clientregistrar.admin.Clients.put;
import static org.clientregistrar.admin.Clients.registered;
import static org.clientregistrar.admin.Clients.self;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.clientregistrar.AtOnce;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Operators and clients who do things at the same time. */
@RegistrarTest
class ClientRaceTest {

    private static final int MANY = 12;

    private static List<Integer> statuses(IntFunction<Integer> request) throws Exception {
        return AtOnce.run(
                IntStream.range(0, MANY)
                        .<Callable<Integer>>mapToObj(i -> () -> request.apply(i))
                        .toList());
    }

    @Test
    @DisplayName("Patches of different members at once are all in the client, or were refused")
    void losesNoPatch() throws Exception {
        var id = created("");
        var statuses =
                statuses(
                        i ->
                                patch(id, "{\"client_name#x-" + i + "\": \"" + i + "\"}")
                                        .extract()
                                        .statusCode());
        var names = get(id).extract().jsonPath().getMap("$");
        for (int i = 0; i < MANY; i++) {
            assertTrue(List.of(200, 409, 503).contains(statuses.get(i)), statuses.toString());
            assertEquals(
                    statuses.get(i) == 200,
                    names.containsKey("client_name#x-" + i),
                    statuses + " " + names.keySet());
        }
        assertTrue(Collections.frequency(statuses, 200) > 1, statuses.toString());
        assertEquals(
                Collections.frequency(statuses, 200) + 1, Clients.history(id, "action").size());
    }

    @Test
    @DisplayName("Of PUTs at once that create the same client, one creates it")
    void createsOnce() throws Exception {
        var id = "raced-" + UUID.randomUUID();
        var statuses = statuses(i -> put(id, "\"owner\": \"" + i + "\"").extract().statusCode());
        assertEquals(1, Collections.frequency(statuses, 201), statuses.toString());
        assertTrue(
                statuses.stream().allMatch(List.of(200, 201, 409, 503)::contains),
                statuses.toString());
        assertEquals(1, Collections.frequency(Clients.history(id, "action"), "registered"));
    }

    @Test
    @DisplayName("Of imports of the same id at once one comes to be, the others are conflicts")
    void importsOnce() throws Exception {
        var id = "raced-" + UUID.randomUUID();
        var statuses =
                statuses(i -> create("\"client_id\": \"" + id + "\"").extract().statusCode());
        assertEquals(1, Collections.frequency(statuses, 201), statuses.toString());
        assertTrue(
                statuses.stream().allMatch(List.of(201, 409, 503)::contains), statuses.toString());
    }

    @Test
    @DisplayName(
            "Rotation by the client, and disabling by an operator: both happen, or the client is refused")
    void rotatesOrRefuses() throws Exception {
        var client = registered("");
        var statuses =
                statuses(
                        i ->
                                i == MANY / 2
                                        ? patch(client.id(), "{\"state\": \"disabled\"}")
                                                .extract()
                                                .statusCode()
                                        : Clients.at(
                                                        Admin.with(client.token()),
                                                        "POST",
                                                        "/register/" + client.id() + "/secret")
                                                .extract()
                                                .statusCode());
        assertEquals(200, statuses.get(MANY / 2));
        assertTrue(
                statuses.stream().allMatch(List.of(200, 201, 400, 401, 503)::contains),
                statuses.toString());
        get(client.id()).body("state", equalTo("disabled"));
        self("GET", client.id(), client.token(), null).statusCode(401);
        var rotated = Collections.frequency(statuses, 201);
        assertEquals(
                rotated,
                Collections.frequency(Clients.history(client.id(), "action"), "secret_rotated"));
        patch(client.id(), "{\"state\": \"active\"}").statusCode(200);
        if (rotated == 0) {
            self("GET", client.id(), client.token(), null)
                    .body("client_secret", equalTo(client.secret()));
        }
    }

    @Test
    @DisplayName(
            "Deletions and restorations at once leave one whole client, and one event for each that succeeded")
    void deletesAndRestores() throws Exception {
        var id = created("");
        var statuses =
                statuses(
                        i ->
                                (i % 2 == 0 ? delete(id) : post(id, "/restore", ""))
                                        .extract()
                                        .statusCode());
        assertTrue(
                statuses.stream().allMatch(List.of(200, 204, 404, 409, 503)::contains),
                statuses.toString());
        var actions = Clients.history(id, "action");
        assertEquals(
                Collections.frequency(statuses, 204), Collections.frequency(actions, "deleted"));
        assertEquals(
                Collections.frequency(statuses, 200), Collections.frequency(actions, "restored"));
    }
}
