package org.clientregistrar.registration;

import static org.clientregistrar.registration.Door.register;
import static org.clientregistrar.registration.Door.registerWith;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RegistrarTest
class RedirectUriTest {

    private static String quoted(String text) throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(text);
    }

    private static io.restassured.response.ValidatableResponse registerUri(
            String applicationType, String uri) throws JsonProcessingException {
        return registerWith(
                "\"application_type\": \""
                        + applicationType
                        + "\", \"redirect_uris\": ["
                        + quoted(uri)
                        + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://client.example.org/cb",
                "https://C.Example:443/a/../cb?x=%7e",
                "https://c.example/cb?a=b&a=c",
                "https://c.example",
                "https://localhost/cb",
                "https://192.0.2.1/cb",
                "https://[2001:db8::1]:8443/cb",
                "https://xn--bcher-kva.example/cb",
                "HTTPS://c.example/cb"
            })
    @DisplayName(
            "RFC7591-2-03, OIDCREG-2-02, RFC6749-3.1.2-03, RFC9700-2.1-01: a web client's https URI is kept byte for byte")
    void keepsHttpsUris(String uri) throws JsonProcessingException {
        registerUri("web", uri)
                .statusCode(201)
                .body("redirect_uris", contains(uri))
                .body("application_type", equalTo("web"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.example.app:/cb",
                "com.example.app:/oauth2redirect/a?b=c",
                "com.example.app://callback",
                "http://127.0.0.1/cb",
                "http://127.0.0.1:33418/",
                "http://[::1]/cb",
                "http://[::1]:61023/cb",
                "http://localhost/cb",
                "http://localhost:3000/callback",
                "https://app.example.com/oauth2redirect",
                "cursor://anysphere.cursor-mcp/oauth/callback",
                "vscode://vscode.github-authentication/did-authenticate"
            })
    @DisplayName(
            "OIDCREG-2-13, RFC7591-5-03, RFC8252-7.1-01, RFC8252-7.1-02, RFC8252-7.2-01, RFC8252-7.3-01, RFC8252-8.3-01, CHOICE-08, CHOICE-09, CHOICE-10, CHOICE-35: what a native client may have is kept byte for byte")
    void keepsNativeUris(String uri) throws JsonProcessingException {
        registerUri("native", uri).statusCode(201).body("redirect_uris", contains(uri));
    }

    @ParameterizedTest
    @CsvSource({
        "http://c.example/cb, OIDCREG-2-13",
        "https://localhost/cb, CHOICE-09",
        "https://127.0.0.1/cb, CHOICE-09",
        "http://127.0.0.2/cb, OIDCREG-2-13",
        "http://127.0.0.1.evil.example/cb, OIDCREG-2-13",
        "http://localhost.evil.example/cb, OIDCREG-2-13",
        "http://127.0.0.1:0/cb, RFC3986-4.3-01",
        "myapp:/cb, RFC8252-8.4-04",
        "a.:/cb, RFC8252-8.4-04",
        "com..example:/x, RFC8252-8.4-04",
        "-com.example:/x, RFC3986-4.3-01",
        "https://127.0.0.2/cb, CHOICE-09",
        "https://[::ffff:127.0.0.1]/cb, CHOICE-09",
        "https://app.localhost/cb, CHOICE-09",
        "urn:ietf:wg:oauth:2.0:oob, RFC8252-8.4-04"
    })
    @DisplayName(
            "OIDCREG-2-13, CHOICE-09, CHOICE-35, OIDCREG-2-14, RFC8252-8.4-04, MCP-REG-11: what a native client may not have")
    void refusesForNative(String uri, String rule) throws JsonProcessingException {
        registerUri("native", uri)
                .statusCode(400)
                .body("error", equalTo("invalid_redirect_uri"))
                .body("errors[0].member", equalTo("redirect_uris[0]"))
                .body("errors[0].rule", equalTo(rule));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://c.example/cb",
                "http://127.0.0.1/cb",
                "http://localhost:8080/cb",
                "com.example.app:/cb",
                "cursor://x/cb"
            })
    @DisplayName(
            "RFC9700-2.6-01, CHOICE-11, OIDCREG-2-15, RFC7591-5-03, MCP-REG-09, OIDCCORE-3.1.2.1-01: a web client has https alone, and is told what native ones may")
    void refusesForWeb(String uri) throws JsonProcessingException {
        registerUri("web", uri)
                .statusCode(400)
                .body("error", equalTo("invalid_redirect_uri"))
                .body("error_description", matchesPattern(".*application_type native.*"))
                .body("errors[0].rule", equalTo("RFC9700-2.6-01"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/cb|RFC3986-4.3-01",
                "c.example/cb|RFC3986-4.3-01",
                "//c.example/cb|RFC3986-4.3-01",
                "https://c.example/a b|RFC3986-4.3-01",
                "https://c.example\\@evil.example/|RFC3986-4.3-01",
                "https://c.example/%zz|RFC3986-4.3-01",
                "https://c.example/%|RFC3986-4.3-01",
                "https://c.example:99999/|RFC3986-4.3-01",
                "https://c.example:/cb|RFC3986-4.3-01",
                "https://c.example:0/|RFC3986-4.3-01",
                "https:///cb|RFC3986-4.3-01",
                "https:c.example/cb|RFC3986-4.3-01",
                "https:/c.example/cb|RFC3986-4.3-01",
                "https://|RFC3986-4.3-01",
                "https://b\u00fccher.example/cb|RFC3986-4.3-01",
                "https://c.example/\u00fc|RFC3986-4.3-01",
                "https://c.ex%61mple/cb|RFC3986-4.3-01",
                "https://127.1/cb|RFC3986-4.3-01",
                "https://0x7f.0.0.1/cb|RFC3986-4.3-01",
                "https://2130706433/cb|RFC3986-4.3-01",
                "https://0177.0.0.1/cb|RFC3986-4.3-01",
                "https://256.1.1.1/cb|RFC3986-4.3-01",
                "https://[::1/cb|RFC3986-4.3-01",
                "https://[::g]/cb|RFC3986-4.3-01",
                "https://[fe80::1%25eth0]/cb|RFC3986-4.3-01",
                "https://-c.example/cb|RFC3986-4.3-01",
                "https://c..example/cb|RFC3986-4.3-01",
                "https://c.example/<script>|RFC3986-4.3-01",
                "https://c.example/cb#|RFC6749-3.1.2-02",
                "https://c.example/cb#frag|RFC6749-3.1.2-02",
                "https://*.example.com/cb|RFC8252-8.4-03",
                "https://c.example/*|RFC8252-8.4-03",
                "https://client.example.org@evil.example/cb|RFC3986-3.2.1-01",
                "https://u:p@c.example/cb|RFC3986-3.2.1-01",
                "https://@c.example/cb|RFC3986-3.2.1-01",
                "javascript:alert(1)|CHOICE-10",
                "JavaScript:alert(1)|CHOICE-10",
                "data:text/html;base64,AAAA|CHOICE-10",
                "vbscript:x|CHOICE-10",
                "file:///x|CHOICE-10",
                "blob:https://c.example/1|CHOICE-10",
                "about:blank|CHOICE-10",
                "mailto:x@c.example|CHOICE-10",
                "ws://x/|CHOICE-10",
                "view-source:x|CHOICE-10",
                "com.example.app:|RFC8252-8.4-03",
                "com.example.app://|RFC8252-8.4-03"
            })
    @DisplayName(
            "RFC3986-4.3-01, RFC3986-3.2.1-01, RFC6749-3.1.2-01, RFC6749-3.1.2-02, RFC7591-3.2.2-06, RFC8252-8.4-03, RFC9700-4.1.3-01, RFC9700-2.1-01, CHOICE-10: what nobody may have, native or web")
    void refusesForAll(String uri, String rule) throws JsonProcessingException {
        for (var type : List.of("web", "native")) {
            registerUri(type, uri)
                    .statusCode(400)
                    .body("error", equalTo("invalid_redirect_uri"))
                    .body("errors[0].rule", equalTo(rule));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://c.example/\n",
                " https://c.example/",
                "https://c.example/ ",
                "https://c.example/\t",
                "\u007fhttps://c.example/"
            })
    @DisplayName("RFC3986-4.3-01: white space and control characters are not repaired away")
    void refusesControlCharacters(String uri) throws JsonProcessingException {
        registerUri("web", uri).statusCode(400).body("error", equalTo("invalid_redirect_uri"));
    }

    @Test
    @DisplayName(
            "RFC7591-2-02, RFC7591-5-02, OIDCREG-2-01, RFC6749-3.1.2.2-01, CHOICE-16, RFC7591-1.1-01: a client that redirects has at least one")
    void requiresOne() {
        for (var body :
                List.of(
                        "{}",
                        "{\"redirect_uris\": []}",
                        "{\"redirect_uris\": null}",
                        "{\"Redirect_Uris\": [\"https://c.example/cb\"]}",
                        "{\"grant_types\": [\"authorization_code\"]}",
                        "{\"scope\": \"openid\"}",
                        "{\"grant_types\": [\"implicit\"], \"response_types\": [\"id_token\"]}")) {
            register(body)
                    .statusCode(400)
                    .body("error", equalTo("invalid_redirect_uri"))
                    .body("errors[0].rule", equalTo("RFC7591-2-02"));
        }
    }

    @Test
    @DisplayName(
            "OIDCREG-2-16, OIDCREG-3.2-01: one bad URI fails the whole request, and each bad one is told")
    void refusesAllForOne() {
        registerWith(
                        """
                "application_type": "native",
                "redirect_uris": ["com.example.app:/cb", "http://c.example/cb", "https://c.example/cb#f"]""")
                .statusCode(400)
                .body("errors.member", contains("redirect_uris[2]", "redirect_uris[1]"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1/cb, native",
        "http://localhost:3000/cb, native",
        "com.example.app:/cb, native",
        "cursor://x/cb, native",
        "https://c.example/cb, web"
    })
    @DisplayName(
            "CHOICE-12, MCP-REG-03: without application_type it follows from the redirect URIs")
    void infersApplicationType(String uri, String type) throws JsonProcessingException {
        registerWith(
                        "\"token_endpoint_auth_method\": \"none\", \"redirect_uris\": ["
                                + quoted(uri)
                                + "]")
                .statusCode(201)
                .body("application_type", equalTo(type));
    }

    @Test
    @DisplayName("OIDCREG-2-10: application_type is web or native")
    void refusesOtherApplicationTypes() {
        registerWith("\"application_type\": \"spa\"")
                .statusCode(400)
                .body("error", equalTo("invalid_client_metadata"))
                .body("errors[0].rule", equalTo("OIDCREG-2-10"));
    }

    @Test
    @DisplayName(
            "OIDCREG-2-11, OIDCREG-2-12, OIDCCORE-3.2.2.1-01: with the implicit grant a web client has https on a host that is not loopback")
    void restrictsImplicitWebClients() {
        var implicit =
                "\"application_type\": \"web\", \"grant_types\": [\"implicit\"], \"response_types\": [\"id_token\"], \"redirect_uris\": [\"%s\"]";
        registerWith(implicit.formatted("https://c.example/cb")).statusCode(201);
        for (var uri :
                List.of(
                        "http://c.example/cb",
                        "https://localhost/cb",
                        "http://localhost/cb",
                        "https://127.0.0.1/cb",
                        "https://[0:0:0:0:0:0:0:1]/cb")) {
            registerWith(implicit.formatted(uri))
                    .statusCode(400)
                    .body("error", equalTo("invalid_redirect_uri"))
                    .body(
                            "errors[0].rule",
                            equalTo(
                                    uri.equals("http://c.example/cb")
                                            ? "RFC9700-2.6-01"
                                            : "OIDCREG-2-12"));
        }
        registerWith(implicit.formatted("http://127.0.0.1/cb").replace("web", "native"))
                .statusCode(201);
    }

    @Test
    @DisplayName("RFC6749-3.1.2.2-02, CHOICE-36: up to 100 URIs of up to 2,048 characters")
    void limitsNumberAndLength() throws JsonProcessingException {
        registerWith("\"redirect_uris\": [" + uris(100) + "]").statusCode(201);
        registerWith("\"redirect_uris\": [" + uris(101) + "]")
                .statusCode(400)
                .body("error", equalTo("invalid_redirect_uri"))
                .body("errors[0].rule", equalTo("CHOICE-36"));
        var longest = "https://c.example/" + "a".repeat(2048 - "https://c.example/".length());
        registerUri("web", longest).statusCode(201);
        registerUri("web", longest + "a")
                .statusCode(400)
                .body("errors[0].rule", equalTo("CHOICE-36"));
    }

    private static String uris(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"https://c.example/" + i + "\"")
                .collect(Collectors.joining(","));
    }

    @Test
    @DisplayName("CHOICE-27: exact repetitions are dropped, the order stays")
    void dropsRepetitions() {
        registerWith(
                        "\"redirect_uris\": [\"https://b.example/\", \"https://a.example/\", \"https://b.example/\"]")
                .statusCode(201)
                .body("redirect_uris", contains("https://b.example/", "https://a.example/"));
    }
}
