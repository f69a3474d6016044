package org.clientregistrar.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Path;
import org.openqa.selenium.By;

/** Swagger UI in a browser, as a person uses it. */
final class SwaggerUi implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Browser browser;

    private SwaggerUi(Browser browser) {
        this.browser = browser;
    }

    /** Opens the page and waits until an operation can be seen. */
    static SwaggerUi open(String operation) {
        var page = new SwaggerUi(Browser.open());
        page.browser.go("http://localhost:" + RestAssured.port + "/docs/");
        page.browser.see(within(operation, ""));
        return page;
    }

    /** Gives a token in the Authorize dialog, under the name of its security scheme. */
    void authorize(String scheme, String token) {
        var form = "//div[contains(@class,'auth-container')][.//code[text()='" + scheme + "']]";
        browser.click(By.cssSelector("button.authorize"));
        browser.type(By.xpath(form + "//input"), token);
        browser.click(By.xpath(form + "//button[contains(@class,'authorize')]"));
        browser.click(By.cssSelector("button.btn-done"));
    }

    /** Unfolds an operation and presses Try it out. */
    void unfold(String operation) {
        browser.click(within(operation, ".opblock-summary-control"));
        browser.click(within(operation, ".try-out__btn"));
    }

    /** Fills in a parameter. */
    void parameter(String operation, String name, String value) {
        browser.type(within(operation, "tr[data-param-name='" + name + "'] input"), value);
    }

    /** Writes the body of the request in place of the example. */
    void body(String operation, String json) {
        browser.type(within(operation, "textarea.body-param__text"), json);
    }

    /** Chooses a file as the body of the request. */
    void upload(String operation, Path file) {
        browser.choose(within(operation, "input[type='file']"), file);
    }

    /** Leaves for another page, and gives the width of the picture there. */
    long widthAt(String url) {
        browser.go(url);
        return browser.widthOf(By.tagName("img"));
    }

    /**
     * Presses Execute, holds the status to be the expected one, and gives the body of the reply.
     */
    JsonNode execute(String operation, int status) throws IOException {
        return JSON.readTree(executed(operation, status));
    }

    /** The same of a reply that is not one JSON value. */
    String executed(String operation, int status) {
        browser.click(within(operation, "button.execute"));
        var shown =
                browser.see(within(operation, ".live-responses-table tbody .response-col_status"))
                        .getText();
        var reply =
                status == 204
                        ? ""
                        : browser.see(
                                        within(
                                                operation,
                                                ".live-responses-table .highlight-code code"))
                                .getText();
        assertEquals(Integer.toString(status), shown.lines().findFirst().orElse(""), reply);
        return reply;
    }

    /** Takes the reply away, so that the next one can be told from it. */
    void clear(String operation) {
        browser.click(within(operation, "button.btn-clear"));
    }

    /** Keeps a picture of what the person sees, see {@link Browser#picture}. */
    void picture(String name) throws IOException {
        browser.picture(name);
    }

    private static By within(String operation, String selector) {
        return By.cssSelector(".opblock[id$='-" + operation + "'] " + selector);
    }

    @Override
    public void close() {
        browser.close();
    }
}
