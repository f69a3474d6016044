package org.clientregistrar.admin;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.specification.RequestSpecification;
import org.clientregistrar.TestDatabase;

/** The admin door as an operator meets it. */
public final class Admin {

    private Admin() {}

    /** A request with a key that has all scopes. */
    public static RequestSpecification admin() {
        return with(TestDatabase.ACCESS_KEY);
    }

    /** A request with any token. */
    public static RequestSpecification with(String token) {
        return anonymous().header("Authorization", "Bearer " + token);
    }

    /** A request that proves nothing, with a JSON body to come. */
    public static RequestSpecification anonymous() {
        var asSent =
                EncoderConfig.encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false);
        return given().config(RestAssured.config().encoderConfig(asSent))
                .contentType("application/json");
    }
}
