package dev.arclet.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window. Browser and driver are those of the system, named by their paths: nothing is downloaded. */
final class Browser implements AutoCloseable {
    /** What a test says that is skipped for want of one. */
    static final String MISSING =
            "skipped: no Chromium with chromedriver in /usr/bin (Debian: apt-get install chromium chromium-driver)";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Where the system has both, a browser that is not started yet. */
    static Optional<Executables> installed() {
        Optional<Path> chromium = first("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
        Optional<Path> driver = first("/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver");
        return chromium.flatMap(browser -> driver.map(its -> new Executables(browser, its)));
    }

    private static Optional<Path> first(String... places) {
        return Stream.of(places).map(Path::of).filter(Files::isExecutable).findFirst();
    }

    /** The two programs. */
    record Executables(Path chromium, Path driver) {
        Browser start() {
            ChromeDriverService service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(driver.toFile())
                    .build();
            ChromeDriver started = new ChromeDriver(service, options());
            started.manage().timeouts().pageLoadTimeout(PATIENCE);
            return new Browser(started);
        }

        private ChromeOptions options() {
            ChromeOptions options = new ChromeOptions();
            options.setBinary(chromium.toFile());
            options.addArguments(
                    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars");
            LoggingPreferences logs = new LoggingPreferences();
            logs.enable(LogType.BROWSER, Level.ALL);
            options.setCapability("goog:loggingPrefs", logs);
            return options;
        }
    }

    /** The screen of a desk, in points. */
    void desktop(int width, int height) {
        screen(width, height, 1, false);
    }

    /** The screen of a phone, in points, with twice as many pixels each way. */
    void phone(int width, int height) {
        screen(width, height, 2, true);
    }

    private void screen(int width, int height, int pixelsAPoint, boolean mobile) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", pixelsAPoint, "mobile", mobile));
        await(
                "the screen is " + width + " wide",
                () -> script("window.innerWidth").equals(Integer.toString(width)));
    }

    /** {@code dark} or {@code light}, as the reader has set the system. */
    void prefers(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Loads the page, also where it is the one that is shown; one that shows another place of itself goes there instead. */
    void open(String url) {
        driver.get(url);
    }

    /** In another tab, which covers this one meanwhile. */
    void inAnotherTab(Runnable look) {
        String first = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        try {
            look.run();
        } finally {
            driver.close();
            driver.switchTo().window(first);
        }
    }

    /** Asks until it is so; an error that names what was waited for if that takes too long. */
    void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "not after " + PATIENCE.toSeconds() + " s: " + what + "; console: " + console());
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    WebElement element(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> elements(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    String text(String id) {
        return driver.findElement(By.id(id)).getText();
    }

    /** The value of an expression, as text. */
    String script(String expression) {
        return String.valueOf(driver.executeScript("return String(" + expression + ")"));
    }

    /** To whatever has the focus. */
    void press(Keys key) {
        driver.switchTo().activeElement().sendKeys(key);
    }

    /** What the page and the browser have complained of since the last call. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** What is on the screen, as PNG. */
    void photograph(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    /** An element alone, as PNG. */
    void photograph(String selector, Path file) throws IOException {
        Files.write(file, element(selector).getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
