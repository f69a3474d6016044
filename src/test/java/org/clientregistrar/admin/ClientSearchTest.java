package org.clientregistrar.admin;

import static org.clientregistrar.admin.Admin.admin;

import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.Test;

@RegistrarTest
class ClientSearchTest {
    @Test
    void x() {
        admin().get(
                        "/admin/clients?limit=2&total=true&text=abc&redirect_host=x.y&created_after=2025-01-01T00:00:00Z")
                .then()
                .log()
                .all()
                .statusCode(200);
        admin().get("/admin/clients?owner=a%zz").then().log().all();
        admin().get("/admin/clients?owner=a%ff+b&limit=0").then().log().all();
        admin().get("/admin/clients?owner=%00").then().log().all();
        admin().options("/admin/clients").then().log().all();
        admin().delete("/admin/clients").then().log().all();
        admin().body("{}").post("/admin/clients").then().log().all();
    }

    @jakarta.ws.rs.Path("/admin/clients")
    public static class Other {
        @jakarta.ws.rs.POST
        @jakarta.annotation.security.PermitAll
        public String s() {
            return "posted";
        }
    }
}
