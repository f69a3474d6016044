package org.clientregistrar.registration;

import static org.clientregistrar.registration.Door.registerWith;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where clients are told of a logout, and where users go after one. */
@RegistrarTest
class LogoutTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frontchannel_logout_uri|/fc|RFC3986-4.3-01",
                "frontchannel_logout_uri|https://client.example.org/fc#x|OIDCFRONTCHANNEL-2-02",
                "frontchannel_logout_uri|https://other.example/fc|OIDCFRONTCHANNEL-2-01",
                "frontchannel_logout_uri|https://client.example.org:444/fc|OIDCFRONTCHANNEL-2-01",
                "frontchannel_logout_uri|http://client.example.org/fc|OIDCFRONTCHANNEL-2-03",
                "backchannel_logout_uri|https://c.example/bc#|OIDCBACKCHANNEL-2.2-01",
                "backchannel_logout_uri|/bc|RFC3986-4.3-01",
                "backchannel_logout_uri|http://c.example/bc|OIDCBACKCHANNEL-2.2-02",
                "backchannel_logout_uri|com.example.app:/bc|OIDCBACKCHANNEL-2.2-02"
            })
    @DisplayName(
            "OIDCFRONTCHANNEL-2-01, OIDCFRONTCHANNEL-2-02, OIDCFRONTCHANNEL-2-03, OIDCBACKCHANNEL-2.2-01, OIDCBACKCHANNEL-2.2-02: logout URIs are absolute, https, without a fragment, and in the front on an origin of the client")
    void refusesLogoutUris(String member, String uri, String rule) {
        Door.refuses(member, "\"" + uri + "\"", rule);
    }

    @Test
    @DisplayName(
            "OIDCFRONTCHANNEL-2-01, OIDCFRONTCHANNEL-2-02, OIDCBACKCHANNEL-2.2-01: sound ones are kept, with their query")
    void keepsLogoutUris() {
        registerWith(
                        "\"frontchannel_logout_uri\": \"https://CLIENT.example.org:443/fc?a=b\", \"backchannel_logout_uri\": \"https://c.example/bc?t=1\"")
                .statusCode(201)
                .body("frontchannel_logout_uri", equalTo("https://CLIENT.example.org:443/fc?a=b"))
                .body("backchannel_logout_uri", equalTo("https://c.example/bc?t=1"));
    }

    @Test
    @DisplayName(
            "OIDCRPLOGOUT-3.1-01, OIDCRPLOGOUT-3.1-03, CHOICE-33: post_logout_redirect_uris come back byte for byte")
    void keepsPostLogoutUris() {
        registerWith(
                        "\"post_logout_redirect_uris\": [\"https://C.Example:443/out?x=%7e\", \"https://c.example/out?x=1\"]")
                .statusCode(201)
                .body(
                        "post_logout_redirect_uris",
                        contains("https://C.Example:443/out?x=%7e", "https://c.example/out?x=1"));
        registerWith(
                        "\"application_type\": \"native\", \"redirect_uris\": [\"com.example.app:/cb\"], \"post_logout_redirect_uris\": [\"com.example.app:/out\"]")
                .statusCode(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "web|com.example.app:/out",
                "web|http://c.example/out",
                "web|https://c.example/out#x",
                "web|javascript:alert(1)",
                "native|http://c.example/out"
            })
    @DisplayName(
            "CHOICE-33, OIDCRPLOGOUT-3.1-02: they have the rules of redirect_uris for their application type")
    void refusesPostLogoutUris(String type, String uri) {
        registerWith(
                        "\"application_type\": \"%s\", \"token_endpoint_auth_method\": \"none\", \"post_logout_redirect_uris\": [\"%s\"]"
                                .formatted(type, uri))
                .statusCode(400)
                .body("error", equalTo("invalid_client_metadata"))
                .body("errors[0].member", equalTo("post_logout_redirect_uris[0]"));
    }
}
