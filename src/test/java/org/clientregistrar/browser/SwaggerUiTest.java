package org.clientregistrar.browser;

import static org.clientregistrar.ProtectedMode.TOKEN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import org.clientregistrar.ProtectedMode;
import org.clientregistrar.RegistrarTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** A person at Swagger UI, who registers a client and looks at it. */
@RegistrarTest
@TestProfile(ProtectedMode.class)
class SwaggerUiTest {

    @Test
    @DisplayName(
            "A person authorises, registers a client with Try it out, and reads it back with its token")
    void registersAndReadsBack() throws IOException {
        try (var browser = Browser.open()) {
            browser.go("http://localhost:" + RestAssured.port + "/docs/");
            browser.see(operation("registerClient"));
            browser.picture("1-operations");

            authorize(browser, "initialAccessToken", TOKEN);
            var registered = execute(browser, "registerClient", 201);
            browser.picture("2-registered");

            authorize(
                    browser,
                    "registrationAccessToken",
                    registered.get("registration_access_token").textValue());
            open(browser, "readClient");
            browser.type(
                    within("readClient", "tr[data-param-name='client_id'] input"),
                    registered.get("client_id").textValue());
            var read = run(browser, "readClient", 200);
            browser.picture("3-read");
            assertEquals(registered, read);
        }
    }

    private static void authorize(Browser browser, String scheme, String token) {
        var form = "//div[contains(@class,'auth-container')][.//code[text()='" + scheme + "']]";
        browser.click(By.cssSelector("button.authorize"));
        browser.type(By.xpath(form + "//input"), token);
        browser.click(By.xpath(form + "//button[contains(@class,'authorize')]"));
        browser.click(By.cssSelector("button.btn-done"));
    }

    private static JsonNode execute(Browser browser, String operation, int status)
            throws IOException {
        open(browser, operation);
        return run(browser, operation, status);
    }

    private static void open(Browser browser, String operation) {
        browser.click(within(operation, ".opblock-summary-control"));
        browser.click(within(operation, ".try-out__btn"));
    }

    private static JsonNode run(Browser browser, String operation, int status) throws IOException {
        browser.click(within(operation, "button.execute"));
        var shown =
                browser.see(within(operation, ".live-responses-table tbody .response-col_status"))
                        .getText();
        assertEquals(Integer.toString(status), shown.lines().findFirst().orElse(""));
        return new ObjectMapper()
                .readTree(
                        browser.see(within(operation, ".live-responses-table .highlight-code code"))
                                .getText());
    }

    private static By operation(String id) {
        return By.cssSelector("#operations-Registration-" + id);
    }

    private static By within(String operation, String selector) {
        return By.cssSelector("#operations-Registration-" + operation + " " + selector);
    }
}
