package org.clientregistrar.admin;

import static org.clientregistrar.admin.Clients.create;
import static org.clientregistrar.admin.Clients.post;
import static org.clientregistrar.admin.Clients.put;
import static org.clientregistrar.admin.Clients.registered;
import static org.clientregistrar.admin.Clients.self;
import static org.clientregistrar.admin.Clients.update;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.clientregistrar.client.SecretVerdict.Reason;
import org.clientregistrar.client.SecretVerdict.Refused;
import org.clientregistrar.client.SecretVerdict.Verified;
import org.clientregistrar.client.SecretVerifier;
import org.clientregistrar.secret.Secret;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Secrets where a setting gives all of them a lifetime. */
@RegistrarTest
@TestProfile(SecretLifetimeTest.Mortal.class)
class SecretLifetimeTest {

    private static final long LIFETIME = 3_600;

    @Inject SecretVerifier verifier;

    public static class Mortal implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("registrar.client-secret.lifetime", LIFETIME + "s");
        }
    }

    /** The end that a reply tells, which must be that of the row, an hour after its making. */
    private static long end(ValidatableResponse reply) {
        var told = reply.extract().jsonPath().getLong("client_secret_expires_at");
        var id = reply.extract().jsonPath().getString("client_id");
        var stored =
                Rows.select(
                        "select (secrets -> -1 ->> 'expires_at') || ' ' || ((secrets -> -1 ->> 'created_at')::bigint + ?) || ' ' || extract(epoch from (select max(to_timestamp((each.secret ->> 'expires_at')::bigint)) from jsonb_array_elements(secrets) each (secret)))::bigint from client where client_id = ?",
                        LIFETIME,
                        id);
        assertEquals(List.of(told + " " + told + " " + told), stored);
        return told;
    }

    @Test
    @DisplayName(
            "CHOICE-22, RFC7591-3.2.1-07: client_secret_expires_at is the end of the secret beside it, in every reply that has one")
    void tellsTheEndExactly() {
        var before = Instant.now().getEpochSecond();
        var client = registered("");
        var shown = self("GET", client.id(), client.token(), null).statusCode(200);
        var first = end(shown);
        assertTrue(first >= before + LIFETIME);
        assertTrue(first <= Instant.now().getEpochSecond() + LIFETIME);
        assertEquals(first, end(update(client, "\"client_name\": \"A\"").statusCode(200)));
        end(
                Clients.at(
                                Admin.with(client.token()).body("{}"),
                                "POST",
                                "/register/" + client.id() + "/secret")
                        .statusCode(201));
        end(post(client.id(), "/secrets", "{}").statusCode(201));
        var created = create("").statusCode(201);
        end(created);
        String id = created.extract().path("client_id");
        end(put(id, "\"client_secret\": \"brought along\"").statusCode(200));
    }

    @Test
    @DisplayName(
            "CHOICE-22: a secret may get a shorter life than the setting says, and no longer one")
    void boundsOwnEnds() {
        var client = registered("");
        post(client.id(), "/secrets", "{\"expires_in\": " + (LIFETIME + 60) + "}")
                .statusCode(400)
                .body("errors.member", hasItem("expires_at"));
        var end = Instant.now().getEpochSecond() + 60;
        post(client.id(), "/secrets", "{\"expires_at\": \"" + Instant.ofEpochSecond(end) + "\"}")
                .statusCode(201)
                .body("client_secret_expires_at", equalTo((int) end));
    }

    @Test
    @DisplayName("CHOICE-22: a secret verifies until its end, and not from then on")
    void endsInTime() {
        var client = registered("");
        var reply = post(client.id(), "/secrets", "{\"expires_in\": 2}").statusCode(201).extract();
        var secret = Secret.of(reply.path("client_secret"));
        long end = reply.jsonPath().getLong("client_secret_expires_at");
        var first = verifier.verify(client.id(), "client_secret_basic", secret);
        if (Instant.now().getEpochSecond() < end) {
            assertEquals(
                    end,
                    assertInstanceOf(Verified.class, first)
                            .expiresAt()
                            .orElseThrow()
                            .getEpochSecond());
        }
        Awaitility.await().until(() -> Instant.now().getEpochSecond() >= end);
        var refused = (Refused) verifier.verify(client.id(), "client_secret_basic", secret);
        assertTrue(
                List.of(Reason.EXPIRED_SECRET, Reason.WRONG_SECRET).contains(refused.reason()),
                refused.toString());
    }
}
