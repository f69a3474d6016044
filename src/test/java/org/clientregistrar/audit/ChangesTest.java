package org.clientregistrar.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the history says of a change. */
class ChangesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static ObjectNode between(String before, String after) {
        return object(Changes.between(object(before), object(after)).json());
    }

    @Test
    @DisplayName("A change names each member that became other, with both values")
    void namesMembers() {
        assertEquals(
                object(
                        """
                        {"a": {"from": 1, "to": 2}, "c": {"from": [1]}, "d": {"to": null}}"""),
                between(
                        """
                        {"a": 1, "b": {"x": 1, "y": 2}, "c": [1]}""",
                        """
                        {"a": 2, "b": {"y": 2, "x": 1}, "d": null}"""));
        assertTrue(Changes.between(object("{}"), object("{}")).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_secret",
                "registration_access_token",
                "initial_access_token",
                "access_key",
                "software_statement",
                "app_password",
                "clientSecret",
                "apiKey",
                "TOKEN",
                "client_secret#fr"
            })
    @DisplayName("Of what is named like a secret or token it says that it changed, and no more")
    void hidesSecrets(String name) {
        var made = between("{}", "{\"%s\": \"hidden\"}".formatted(name));
        assertEquals(object("{\"%s\": {\"to\": \"new\"}}".formatted(name)), made);
        assertEquals(
                object("{\"%s\": {\"from\": \"earlier\", \"to\": \"new\"}}".formatted(name)),
                between(
                        "{\"%s\": \"hidden\"}".formatted(name),
                        "{\"%s\": \"other\"}".formatted(name)));
        var inside =
                between("{}", "{\"x\": [{\"%s\": {\"a\": \"hidden\"}, \"b\": 1}]}".formatted(name));
        assertFalse(inside.toString().contains("hidden"));
        assertEquals(1, inside.at("/x/to/0/b").intValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id_token_signed_response_alg",
                "token_endpoint_auth_method",
                "dpop_bound_access_tokens",
                "jwks",
                "software_id"
            })
    @DisplayName("Members that only speak of tokens are shown")
    void showsOthers(String name) {
        assertEquals(
                "x",
                between("{}", "{\"%s\": \"x\"}".formatted(name))
                        .at("/" + name + "/to")
                        .textValue());
    }

    @Test
    @DisplayName(
            "Of a value of more than 1 KiB it says how large it is, and its hash, however it is spelled")
    void abbreviates() {
        var fits = "\"" + "x".repeat(1022) + "\"";
        assertEquals(fits, between("{}", "{\"a\": " + fits + "}").at("/a/to").toString());
        var tooLong = "\"" + "x".repeat(1021) + "\u00e9\"";
        assertEquals(1025, between("{}", "{\"a\": " + tooLong + "}").at("/a/to/bytes").intValue());

        var text = "y".repeat(2000);
        var one = between("{}", "{\"a\": {\"p\": \"%s\", \"q\": 1.0}}".formatted(text)).at("/a/to");
        var other =
                between("{}", "{\"a\": {\"q\": 1.00, \"p\": \"%s\"}}".formatted(text)).at("/a/to");
        assertEquals(64, one.get("sha256").textValue().length());
        assertEquals(one, other);
        assertFalse(one.toString().contains("yyy"));
    }
}
