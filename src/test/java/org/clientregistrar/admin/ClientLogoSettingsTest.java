package org.clientregistrar.admin;

import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Clients.created;
import static org.clientregistrar.admin.Clients.registered;
import static org.clientregistrar.admin.Logos.kept;
import static org.clientregistrar.admin.Logos.put;
import static org.clientregistrar.admin.Logos.seen;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Pictures where the settings are at their strictest, and the service is for this machine. */
@RegistrarTest
@TestProfile(ClientLogoSettingsTest.Strict.class)
class ClientLogoSettingsTest {

    private static final String BASE = "http://localhost:8080";

    public static class Strict implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "registrar.public-url", BASE,
                    "registrar.metadata.pages-on-redirect-hosts", "true",
                    "registrar.metadata.fetch-pages", "true",
                    "registrar.registration.strict", "true",
                    "registrar.deleted-clients.restore-window", "0s",
                    "registrar.limits.uri-length", "256",
                    "registrar.limits.body-size", "1024",
                    "registrar.limits.logo-size", "1024",
                    "registrar.limits.logo-pixels", "64");
        }
    }

    @Test
    @DisplayName(
            "RFC7591-5-10, RFC7591-5-11: what is asked of pages that clients name is not asked of the picture that is kept here, by the client itself nor by operators")
    void keepsOwnPicture() {
        var client = registered("\"client_name\": \"A\"");
        var url = put(client.id(), 16);
        assertTrue(url.startsWith(BASE + "/logos/"), url);
        Clients.update(client, "\"client_name\": \"B\", \"logo_uri\": \"" + url + "\"")
                .statusCode(200)
                .body("logo_uri", equalTo(url));
        var reply = Clients.get(client.id()).extract().asString();
        Clients.sent(admin().body(reply.replace("\"B\"", "\"C\"")), "PUT", client.id())
                .statusCode(200)
                .body("client_name", equalTo("C"))
                .body("logo_uri", equalTo(url))
                .body("warnings", nullValue());
        Clients.patch(client.id(), "{\"client_name\": \"D\"}")
                .statusCode(200)
                .body("logo_uri", equalTo(url));
        seen(url).statusCode(200);
        var present = put(client.id(), 17);
        Clients.update(client, "\"logo_uri\": \"" + url + "\"")
                .statusCode(200)
                .body("logo_uri", equalTo(present));
    }

    @Test
    @DisplayName(
            "CHOICE-36: a picture's URL may be longer than those of clients, and does not count towards the size of the metadata")
    void keepsLongUrls() {
        var id = "/".repeat(200) + System.nanoTime();
        int most = 0; // the longest name that leaves room for nothing else
        for (int step = 512; step > 0; step /= 2) {
            if (named(id, most + step, "").extract().statusCode() < 300) {
                most += step;
            }
        }
        named(id, most, "").statusCode(200);
        named(id, most + 1, "").statusCode(400).body("errors.rule", hasItem("CHOICE-36"));
        var url = put(id, 16);
        assertTrue(url.length() > 256, url);
        var logo = ", \"logo_uri\": \"" + url + "\"";
        named(id, most - 1, logo).statusCode(200).body("logo_uri", equalTo(url));
        named(id, most, logo).statusCode(200).body("logo_uri", equalTo(url));
        named(id, most + 1, logo).statusCode(400);
        seen(url).statusCode(200);
    }

    private static ValidatableResponse named(String id, int length, String members) {
        return Clients.put(id, "\"client_name\": \"" + "x".repeat(length) + "\"" + members);
    }

    @Test
    @DisplayName(
            "RFC7591-5-10: a client cannot give itself a picture of this service, neither another client's nor one that never was")
    void doesNotLendPictures() {
        var other = put(created(""), 16);
        var client = registered("");
        Clients.update(client, "\"logo_uri\": \"" + other + "\"")
                .statusCode(400)
                .body("errors.member", hasItem("logo_uri"));
        var own = put(client.id(), 16);
        var directory = own.substring(0, own.lastIndexOf('/') + 1);
        for (var url :
                new String[] {
                    other, directory + "x.png", directory, own + "?x", directory + "../x", own + "/"
                }) {
            Clients.update(client, "\"logo_uri\": \"" + url + "\"")
                    .statusCode(400)
                    .body("errors.member", hasItem("logo_uri"));
        }
        Clients.update(client, "\"logo_uri#de\": \"" + own + "\"")
                .statusCode(400)
                .body("errors.member", hasItem("logo_uri#de"));
        seen(own).statusCode(200);
        assertEquals(1, kept(client.id()));
    }

    @Test
    @DisplayName("CHOICE-30: a picture is erased with its client")
    void erasesWithTheClient() {
        var id = created("");
        var url = put(id, 16);
        Clients.delete(id).statusCode(204);
        assertEquals(0, kept(id));
        seen(url).statusCode(404);
        assertEquals(
                List.of("registered", "updated", "deleted", "erased"),
                Clients.history(id, "action"));
    }

    @Test
    @DisplayName("The settings say how large a picture may be, as it is sent and as it is kept")
    void limitsPictures() throws IOException {
        var id = created("");
        put(id, "image/png", new byte[1025])
                .statusCode(413)
                .body("error_description", containsString("1024"));
        put(id, "image/png", Pictures.png(65))
                .statusCode(400)
                .body("error_description", containsString("64 by 64"));
        var poor = Pictures.poorJpeg(64);
        assertTrue(poor.length < 1024);
        put(id, "image/jpeg", poor)
                .statusCode(400)
                .body(
                        "error_description",
                        startsWith("the picture, encoded anew, is larger than 1024"));
        assertEquals(0, kept(id));
        put(id, "image/png", Pictures.png(64)).statusCode(200);
    }
}
