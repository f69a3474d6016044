package org.clientregistrar.admin;

import static io.restassured.RestAssured.given;
import static org.clientregistrar.admin.Admin.admin;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import org.clientregistrar.Rows;

/** The pictures of clients, as operators put them and others see them. */
final class Logos {

    private Logos() {}

    /** A request of an operator with this body. */
    static RequestSpecification upload(String mediaType, byte[] file) {
        return upload(admin(), mediaType, file);
    }

    static RequestSpecification upload(RequestSpecification caller, String mediaType, byte[] file) {
        return caller.config(RestAssured.config().encoderConfig(asSent(mediaType)))
                .contentType(mediaType)
                .body(file);
    }

    private static EncoderConfig asSent(String mediaType) {
        return EncoderConfig.encoderConfig()
                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                .encodeContentTypeAs(mediaType, ContentType.BINARY);
    }

    static ValidatableResponse put(String id, String mediaType, byte[] file) {
        return at(upload(mediaType, file), "PUT", id);
    }

    static ValidatableResponse at(RequestSpecification request, String method, String id) {
        return Clients.at(request, method, Clients.path(id) + "/logo");
    }

    /** Puts a PNG, and gives the URL that leads to it. */
    static String put(String id, int size) {
        return put(id, "image/png", Pictures.png(size)).statusCode(200).extract().path("logo_uri");
    }

    /** What everybody gets at a URL of this service. */
    static ValidatableResponse seen(String url) {
        return given().urlEncodingEnabled(false).get(path(url)).then();
    }

    static String path(String url) {
        return URI.create(url).getRawPath();
    }

    /** How many pictures are kept for a client. */
    static int kept(String id) {
        return Rows.select("select media_type from client_logo where client_id = ?", id).size();
    }
}
