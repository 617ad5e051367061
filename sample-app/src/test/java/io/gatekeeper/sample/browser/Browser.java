package io.gatekeeper.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A browser on the console's page. Text is read by script, in one go: what is polled can be drawn anew at any time. */
final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of(System.getProperty("test.chromium", "/usr/bin/chromium"));
    private static final Path DRIVER = Path.of(System.getProperty("test.chromedriver", "/usr/bin/chromedriver"));
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final ChromeDriver driver;

    Browser() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--lang=en-GB");
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .withLogFile(new File("target/chromedriver.log"))
                        .build(),
                options);
    }

    /** Whether there is a browser. Where one is required and there is none, the tests fail instead of being skipped. */
    static boolean isInstalled() {
        boolean isInstalled = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
        if (!isInstalled) {
            String missing = "Without a browser its tests are skipped."
                    + " On Debian: apt-get install --no-install-recommends chromium chromium-driver";
            if (Boolean.getBoolean("test.browser.required")) {
                throw new IllegalStateException(missing);
            }
            System.out.println(missing);
        }
        return isInstalled;
    }

    /** As it was when it started, but warm. */
    void reset() {
        driver.get("about:blank");
        moveTo("");
        cut(false);
        look(1280, "light");
        log();
    }

    void open(String url) {
        driver.get(url);
    }

    void look(int width, String scheme) {
        resize(width, 900);
        cdp(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void moveTo(String zone) {
        cdp("Emulation.setTimezoneOverride", Map.of("timezoneId", zone));
    }

    void cut(boolean isOffline) {
        cdp("Network.enable", Map.of());
        cdp(
                "Network.emulateNetworkConditions",
                Map.of("offline", isOffline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** As it is seen, on one line. */
    String text(String css) {
        String text = String.valueOf(run("return document.querySelector(arguments[0])?.innerText ?? ''", css));
        return text.replaceAll("\\s+", " ").trim();
    }

    String await(String css, Predicate<String> text) {
        return Awaitility.await().atMost(LONGEST_WAIT).until(() -> text(css), text);
    }

    void await(String css, String text) {
        assertThat(await(css, shown -> shown.contains(text))).contains(text);
    }

    /** Once it is there; once more where it was drawn anew between being found and being clicked. */
    void click(String css) {
        Awaitility.await()
                .atMost(LONGEST_WAIT)
                .ignoreExceptionsMatching(failure ->
                        failure instanceof StaleElementReferenceException || failure instanceof NoSuchElementException)
                .until(() -> {
                    WebElement element = driver.findElement(By.cssSelector(css));
                    driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
                    element.click();
                    return true;
                });
    }

    void focus(String css) {
        run("document.querySelector(arguments[0]).focus()", css);
    }

    void choose(String select, String option) {
        choose(select, option, "#allow ");
    }

    void choose(String select, String option, String form) {
        click(form + "select[name='" + select + "'] option[value='" + option + "']");
    }

    /** What people type into a field for a time depends on their language, so it is set. */
    void set(String css, String value) {
        run("document.querySelector(arguments[0]).value = arguments[1]", css, value);
    }

    void type(String css, String text) {
        WebElement field = driver.findElement(By.cssSelector(css));
        field.clear();
        field.sendKeys(text);
    }

    String focused() {
        return String.valueOf(run("return document.activeElement.dataset.key"));
    }

    Object run(String script, Object... arguments) {
        return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
    }

    /** Nothing that axe finds fault with, and nothing wider than the window. */
    @SuppressWarnings("deprecation") // Without frames both modes see the same, and this one opens no window of its own.
    void assertSound(String picture) {
        assertThat(new AxeBuilder().setLegacyMode(true).analyze(driver).getViolations())
                .as("violations in " + picture)
                .isEmpty();
        assertThat(run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("overflow in " + picture)
                .isEqualTo(0L);
        shoot(picture);
    }

    List<String> log() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.INFO.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    private void shoot(String picture) {
        int width = Integer.parseInt(String.valueOf(run("return window.innerWidth")));
        resize(width, Integer.parseInt(String.valueOf(run("return document.documentElement.scrollHeight"))));
        Map<String, Object> answer = cdp("Page.captureScreenshot", Map.of("format", "png"));
        resize(width, 900);
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(
                    SCREENSHOTS.resolve(picture + ".png"),
                    Base64.getDecoder().decode(String.valueOf(answer.get("data"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void resize(int width, int height) {
        cdp(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    private Map<String, Object> cdp(String command, Map<String, Object> parameters) {
        return driver.executeCdpCommand(command, parameters);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
