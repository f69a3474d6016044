package org.clientregistrar.process;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.restassured.response.ValidatableResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of a real OpenID provider at the admin door. */
class OperatorTokenIT {

    private static final String AUDIENCE = "https://registrar.example";

    @TempDir Path directory;

    private static ValidatableResponse get(Service service, String path, String token) {
        return service.json().header("Authorization", "Bearer " + token).get(path).then();
    }

    @Test
    @DisplayName(
            "RFC8725-3.9-01, RFC6750-3.1-03: a token of the provider opens what its scopes are mapped to, one for another service opens nothing, and the access key of a file opens the rest")
    void opensTheDoor() throws Exception {
        var bootstrap = "key_of-the-operator-0123456789abcdefghijklmn";
        var file = Files.writeString(directory.resolve("first-key"), bootstrap + "\n");
        try (var provider = OpenIdProvider.start(directory)) {
            var settings =
                    Service.onTestDatabase(
                            Map.of(
                                    "REGISTRAR_ADMIN_ACCESS_KEY_FILE",
                                    file.toString(),
                                    "REGISTRAR_OPENID_PROVIDER_ISSUER",
                                    provider.issuer(),
                                    "REGISTRAR_OPENID_PROVIDER_JWKS_URI",
                                    provider.jwksUri(),
                                    "REGISTRAR_OPENID_PROVIDER_AUDIENCE",
                                    AUDIENCE + "," + AUDIENCE + "/es256",
                                    "REGISTRAR_OPENID_PROVIDER_SCOPES",
                                    "registrar:admin=keys:write clients:read,registrar:look=clients:read"));
            try (var service = Service.start(directory, settings)) {
                var token = provider.token(AUDIENCE, "registrar:admin");
                get(service, "/admin/whoami", token)
                        .statusCode(200)
                        .body("type", equalTo("subject"))
                        .body("id", equalTo("pipeline"))
                        .body("scopes", contains("clients:read", "keys:write"));
                get(service, "/admin/access-keys", token).statusCode(200);
                var other = provider.token(AUDIENCE + "/es256", "registrar:look");
                get(service, "/admin/whoami", other)
                        .statusCode(200)
                        .body("scopes", contains("clients:read"));
                get(service, "/admin/access-keys", other)
                        .statusCode(403)
                        .header("WWW-Authenticate", containsString("scope=\"keys:write\""));
                get(service, "/admin/whoami", provider.token("https://other.example", ""))
                        .statusCode(401)
                        .body("error", equalTo("invalid_token"))
                        .body("error_description", containsString("aud"));
                get(service, "/admin/whoami", token.substring(0, token.length() - 8))
                        .statusCode(401);
                get(service, "/admin/access-keys", bootstrap).statusCode(200);
                for (var secret : new String[] {token, other, bootstrap}) {
                    assertFalse(service.output().contains(secret.substring(secret.length() - 20)));
                }
            }
        }
    }
}
