package org.clientregistrar.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The Chromium of this machine, without a window. */
final class Browser implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Opens it; where there is none the test is skipped, but for CI, which must have one. */
    static Browser open() {
        var browser = find("chromium", "chromium-browser", "google-chrome");
        var driver = find("chromedriver");
        var isThere = browser.isPresent() && driver.isPresent();
        if (!isThere && System.getenv("CI") != null) {
            throw new AssertionError("CI has no Chromium with its driver on the PATH");
        }
        assumeTrue(isThere, "no Chromium with its driver on the PATH");
        var options = new ChromeOptions();
        options.setBinary(browser.get().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // as root, in containers
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--window-size=1280,1600");
        var service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.get().toFile())
                        .build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static Optional<Path> find(String... names) {
        var directories = System.getenv("PATH").split(java.io.File.pathSeparator);
        return Arrays.stream(names)
                .flatMap(name -> Stream.of(directories).map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    void go(String url) {
        driver.get(url);
    }

    /** Waits until the element can be seen, and gives it. */
    WebElement see(By place) {
        return new WebDriverWait(driver, PATIENCE)
                .until(ExpectedConditions.visibilityOfElementLocated(place));
    }

    /** Waits until the element can be clicked, brings it into view, and clicks it. */
    void click(By place) {
        var element =
                new WebDriverWait(driver, PATIENCE)
                        .until(ExpectedConditions.elementToBeClickable(place));
        driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        element.click();
    }

    /**
     * Writes over what is in a field. A field that is cleared first may be filled in again by its
     * page.
     */
    void type(By place, String text) {
        see(place).sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
    }

    /** Chooses a file in a field for one. */
    void choose(By place, Path file) {
        new WebDriverWait(driver, PATIENCE)
                .until(ExpectedConditions.presenceOfElementLocated(place))
                .sendKeys(file.toAbsolutePath().toString());
    }

    /** How wide a picture of the page is, once it is loaded; 0 for one that cannot be shown. */
    long widthOf(By place) {
        var picture = see(place);
        var isOver = "return arguments[0].complete";
        new WebDriverWait(driver, PATIENCE)
                .until(page -> (Boolean) driver.executeScript(isOver, picture));
        return (Long) driver.executeScript("return arguments[0].naturalWidth", picture);
    }

    /** Keeps a picture of the page under target/screenshots. */
    void picture(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
