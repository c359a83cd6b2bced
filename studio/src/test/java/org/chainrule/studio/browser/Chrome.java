package org.chainrule.studio.browser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium, driven from outside, with all that it complained of and all that it asked for. */
final class Chrome implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern REQUESTED =
            Pattern.compile("\"method\":\"Network\\.requestWillBeSent\".*?\"url\":\"([^\"]+)\"");

    private final ChromeDriver driver;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    private Chrome(ChromeDriver driver) {
        this.driver = driver;
    }

    /**
     * Starts a browser with a profile of its own; where there is none the calling test is skipped, on CI it fails.
     *
     * @param folder for the profile
     * @param width  of the window
     * @param height of the window
     */
    static Chrome start(Path folder, int width, int height) throws IOException {
        if (!Files.isExecutable(CHROMIUM) || !Files.isExecutable(DRIVER)) {
            if ("true".equals(System.getenv("CI"))) {
                Assertions.fail("needs " + CHROMIUM + " and " + DRIVER);
            }
            Assumptions.abort("needs " + CHROMIUM + " and " + DRIVER);
        }
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--user-data-dir=" + Files.createTempDirectory(folder, "profile"),
                "--window-size=" + width + "," + height,
                "about:blank");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(DRIVER.toString()))
                .usingAnyFreePort()
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.get("about:blank");
        driver.manage().logs().get(LogType.PERFORMANCE); // what the browser did for itself
        return new Chrome(driver);
    }

    /** The width of the page that is seen, whatever the window's frame takes. */
    void size(int width, int height, boolean phone) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
    }

    /** What {@code prefers-color-scheme} says. */
    void scheme(String name) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", name))));
    }

    void open(String address) {
        driver.get(address);
    }

    String address() {
        return String.valueOf(driver.getCurrentUrl());
    }

    /** The element of a {@code data-test} name, once it is there and seen. */
    WebElement find(String name) {
        return await("an element " + name, () -> {
            for (WebElement element : driver.findElements(By.cssSelector("[data-test='" + name + "']"))) {
                if (element.isDisplayed()) {
                    return element;
                }
            }
            return null;
        });
    }

    boolean has(String name) {
        return !driver.findElements(By.cssSelector("[data-test='" + name + "']"))
                .isEmpty();
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    void click(String name) {
        await("a click on " + name, () -> {
            WebElement element = find(name);
            try {
                new Actions(driver).scrollToElement(element).perform();
                element.click();
                return true;
            } catch (StaleElementReferenceException | org.openqa.selenium.ElementClickInterceptedException again) {
                return null;
            }
        });
    }

    /** Sets a field as a person would: select all, type, Enter. */
    void type(String name, String text) {
        find(name).sendKeys(Keys.chord(Keys.CONTROL, "a"), text, Keys.ENTER);
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    String text(String name) {
        return find(name).getText();
    }

    Object script(String source, Object... arguments) {
        return driver.executeScript(source, arguments);
    }

    /** Waits until a condition holds; what is asked while the page changes may be asked again. */
    <T> T await(String what, java.util.function.Supplier<T> condition) {
        Function<org.openqa.selenium.WebDriver, T> asked = ignored -> {
            try {
                T value = condition.get();
                return Boolean.FALSE.equals(value) ? null : value;
            } catch (StaleElementReferenceException | JavascriptException again) {
                return null;
            }
        };
        return new WebDriverWait(driver, PATIENCE)
                .pollingEvery(Duration.ofMillis(50))
                .withMessage(what)
                .until(asked);
    }

    void screenshot(Path file) throws IOException {
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    private void read() {
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            complaints.add(entry.getLevel() + " " + entry.getMessage());
        }
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            Matcher matcher = REQUESTED.matcher(entry.getMessage());
            if (matcher.find()) {
                requests.add(matcher.group(1));
            }
        }
    }

    /** Takes back complaints that a test brought about on purpose. */
    void forget(String part) {
        read();
        complaints.removeIf(line -> line.contains(part));
    }

    /** What the console said, warnings and worse. */
    List<String> complaints() {
        read();
        return complaints.stream()
                .filter(line -> !line.startsWith("INFO") && !line.startsWith("DEBUG"))
                .toList();
    }

    /** Addresses that the page asked for. */
    List<String> requests() {
        read();
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
