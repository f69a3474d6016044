package org.clientregistrar.admin;

import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Admin.anonymous;
import static org.clientregistrar.admin.Admin.with;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who may come in at the admin door. */
@RegistrarTest
class AccessTest {

    @Test
    @DisplayName("An access key tells who is there and what they may do")
    void knowsTheKey() {
        admin().get("/admin/whoami")
                .then()
                .statusCode(200)
                .body("type", equalTo("access_key"))
                .body("scopes", hasItem("clients:write"));
    }

    @Test
    @DisplayName(
            "No key, a wrong key, no bearer token: 401 in the one error form, with a challenge")
    void refusesOthers() {
        anonymous()
                .get("/admin/whoami")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", not(containsString("error")))
                .body("error", equalTo("invalid_token"));
        with("key_wrong")
                .get("/admin/whoami")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("error=\"invalid_token\""))
                .body("error", equalTo("invalid_token"));
        anonymous()
                .header("Authorization", "Basic YTpi")
                .get("/admin/whoami")
                .then()
                .statusCode(401)
                .body("error", equalTo("invalid_token"));
    }
}
