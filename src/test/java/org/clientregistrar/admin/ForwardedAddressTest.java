package org.clientregistrar.admin;

import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Admin.anonymous;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service behind a proxy that says whom it speaks for. */
@RegistrarTest
@TestProfile(ForwardedAddressTest.BehindProxy.class)
class ForwardedAddressTest {

    /** As docs/production.md has it. */
    public static class BehindProxy implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.trusted-proxies", "127.0.0.1");
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "203.0.113.7, 203.0.113.7",
                "203.0.113.7:4711, 203.0.113.7",
                "2001:db8::7, 2001:db8:0:0:0:0:0:7",
                "unknown, none",
                "<script>, none"
            })
    @DisplayName("The history has the caller's address, which the proxy says, if it is one")
    void knowsTheCaller(String forwarded, String address) {
        var client =
                anonymous()
                        .header("X-Forwarded-For", forwarded)
                        .body("{\"redirect_uris\": [\"https://client.example.org/cb\"]}")
                        .post("/register")
                        .then()
                        .statusCode(201)
                        .extract()
                        .jsonPath()
                        .getString("client_id");
        admin().get("/admin/audit-events?client_id=" + client)
                .then()
                .body("events[0].address", address == null ? nullValue() : equalTo(address));
    }
}
