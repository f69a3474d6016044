package org.clientregistrar.registration;

import static io.restassured.RestAssured.given;
import static org.clientregistrar.registration.Door.V;
import static org.clientregistrar.registration.Door.json;
import static org.clientregistrar.registration.Door.registered;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The id of a request, by which its answer, the log and the history name it. */
@RegistrarTest
class RequestIdTest {

    private static final String HEADER = "X-Request-Id";
    private static final String NEW = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private record Asked(int status, Function<RequestSpecification, ValidatableResponse> request) {}

    static List<Asked> everyKindOfAnswer() {
        return List.of(
                new Asked(201, request -> request.body(V).post("/register").then()),
                new Asked(400, request -> request.body("{").post("/register").then()),
                new Asked(401, request -> request.get("/register/x").then()),
                new Asked(401, request -> request.get("/admin/audit-events").then()),
                new Asked(404, request -> request.get("/nothing").then()),
                new Asked(404, request -> request.get("/q/nothing").then()),
                new Asked(405, request -> request.patch("/register").then()),
                new Asked(
                        413, request -> request.body(" ".repeat(70_000)).post("/register").then()),
                new Asked(
                        415,
                        request ->
                                request.contentType("text/plain").body(V).post("/register").then()),
                new Asked(204, request -> request.options("/register").then()),
                new Asked(
                        204,
                        request ->
                                request.header("Origin", "https://app.example")
                                        .header("Access-Control-Request-Method", "POST")
                                        .options("/register")
                                        .then()),
                new Asked(200, request -> request.get("/q/health").then()),
                new Asked(200, request -> request.get("/q/metrics").then()),
                new Asked(200, request -> request.get("/docs/").then()));
    }

    @ParameterizedTest
    @MethodSource("everyKindOfAnswer")
    @DisplayName("Every answer carries the id that the request brought along, or a new one")
    void isInEveryAnswer(Asked asked) {
        asked.request()
                .apply(json().header(HEADER, "proxy/4711:a=b+c_d.e-f"))
                .statusCode(asked.status())
                .header(HEADER, equalTo("proxy/4711:a=b+c_d.e-f"));
        asked.request()
                .apply(json())
                .statusCode(asked.status())
                .header(HEADER, matchesPattern(NEW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "<x>", "a;b", "a\"b", "\u00e9"})
    @DisplayName("An id that would not be safe in a log is replaced")
    void replacesUnsound(String sent) {
        given().header(HEADER, sent).get("/q/health").then().header(HEADER, matchesPattern(NEW));
        given().header(HEADER, "x".repeat(129))
                .get("/q/health")
                .then()
                .header(HEADER, matchesPattern(NEW));
    }

    @Test
    @DisplayName("OIDCREG-3-02: scripts of other origins can read it")
    void isExposed() {
        json().header("Origin", "https://app.example")
                .body(V)
                .post("/register")
                .then()
                .header("Access-Control-Expose-Headers", containsString(HEADER));
    }

    @Test
    @DisplayName("What the log says while a request runs has its id")
    void isInTheLog() {
        var client = registered(V);
        spoilSecret(client.id());
        var ids = new CopyOnWriteArrayList<String>();
        var handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord line) {
                        if (line.getMessage().contains("cannot be opened")) {
                            ids.add(String.valueOf(((ExtLogRecord) line).getMdc("requestId")));
                        }
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        Logger.getLogger("").addHandler(handler);
        try {
            for (var id : List.of("log-1", "log-2")) {
                client.authorized().header(HEADER, id).get(client.path()).then().statusCode(200);
            }
        } finally {
            Logger.getLogger("").removeHandler(handler);
        }
        assertEquals(List.of("log-1", "log-2"), ids);
    }

    private static void spoilSecret(String clientId) {
        var spoil =
                "update client set secrets = jsonb_set(secrets, '{0,value}', '\"AAAA\"') where client_id = ?";
        assertEquals(1, Rows.update(spoil, clientId));
    }
}
