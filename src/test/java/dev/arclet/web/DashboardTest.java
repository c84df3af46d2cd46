package dev.arclet.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The dashboard in Chromium, as people use it. Skipped, with a line saying so, where there is no Chromium with its driver. */
class DashboardTest {
    @TempDir
    private static Path folder;

    private static RunningPipeline pipeline;
    private static ChromeDriver browser;

    @BeforeAll
    static void startBrowser() throws Exception {
        Optional<Path> chromium = first("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
        Optional<Path> driver = first("/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver");
        assumeTrue(
                chromium.isPresent() && driver.isPresent(),
                "skipped: no Chromium with chromedriver in /usr/bin (Debian: chromium, chromium-driver)");
        pipeline = new RunningPipeline(folder);
        pipeline.sendNight();
        Client.await(
                pipeline.url() + "api/candidates",
                listing -> listing.path("objects").asInt() >= 30);
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.get().toFile())
                        .build(),
                options(chromium.get()));
    }

    private static Optional<Path> first(String... places) {
        return Stream.of(places).map(Path::of).filter(Files::isExecutable).findFirst();
    }

    private static ChromeOptions options(Path chromium) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--window-size=1400,1000");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        return options;
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
        if (pipeline != null) {
            pipeline.close();
        }
    }

    @BeforeEach
    void openPage() {
        browser.manage().window().setSize(new Dimension(1400, 1000));
        browser.get("about:blank");
        browser.get(pipeline.url());
        await("the cards are there", () -> cards().size() >= 30);
        await("the state is known", () -> text("state").equals("running"));
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not after 20 s: " + what + "; console: " + console());
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static List<WebElement> cards() {
        return browser.findElements(By.cssSelector(".card"));
    }

    private static String text(String id) {
        return browser.findElement(By.id(id)).getText();
    }

    private static String script(String expression) {
        return String.valueOf(browser.executeScript("return String(" + expression + ")"));
    }

    private static List<String> console() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    @Test
    void thePageShowsWhatTheLedgerHasAndEveryPictureLoads() {
        assertTrue(
                text("balance").startsWith("93 in = 90 scored + 1 skipped + 1 unscorable + 1 dead"), text("balance"));
        assertTrue(text("workers").contains("cpu0"), text("workers"));
        assertTrue(text("stages").contains("total"), text("stages"));
        await(
                "all pictures in view are loaded",
                () -> script("[...document.querySelectorAll('.card img')].slice(0, 20).every(i => i.naturalWidth > 1)")
                        .equals("true"));
        assertEquals(List.of(), console());
    }

    @Test
    void theFilterLeavesTheBestAndTheDownloadsFollowIt() {
        double middle = Double.parseDouble(
                script("[...document.querySelectorAll('.card b')].map(b => +b.textContent).sort()[15]"));
        WebElement field = browser.findElement(By.id("min-score"));
        field.clear();
        field.sendKeys(Double.toString(middle));

        await("fewer cards", () -> cards().size() < 30);
        assertFalse(cards().isEmpty());
        for (WebElement card : cards()) {
            assertTrue(Double.parseDouble(card.findElement(By.tagName("b")).getText()) >= middle - 0.0005);
        }
        assertTrue(browser.findElement(By.id("csv")).getDomProperty("href").contains("min-score=" + middle));
        browser.findElement(By.id("band")).sendKeys("y");
        await("none is seen in y", () -> cards().isEmpty() && text("empty").equals("None matches the filter."));
        assertEquals(List.of(), console());
    }

    @Test
    void aCandidateOpensAndClosesByKeysAlone() {
        String first = cards().get(0).getDomAttribute("data-id");
        browser.executeScript("document.querySelector('.card').focus()");
        press(Keys.ARROW_RIGHT);
        press(Keys.ENTER);

        await(
                "the detail is open",
                () -> script("document.getElementById('detail').open").equals("true"));
        assertFalse(text("detail-title").isBlank());
        press(Keys.ARROW_LEFT);
        await("the one before", () -> text("detail-title").equals(first));
        assertEquals(
                4, browser.findElements(By.cssSelector("#detail-pictures img")).size());
        assertFalse(
                browser.findElements(By.cssSelector("#history-chart circle")).isEmpty());
        assertTrue(text("detail-facts").contains("150.00000 +2.00000"), text("detail-facts"));
        for (WebElement link : browser.findElements(By.cssSelector("#detail-links a"))) {
            assertTrue(link.getText().endsWith("\u2197"), "marked as external: " + link.getText());
            assertEquals("noopener noreferrer", link.getDomAttribute("rel"));
        }
        press(Keys.ESCAPE);
        await(
                "the detail is closed",
                () -> script("document.getElementById('detail').open").equals("false"));
        assertEquals(first, script("document.activeElement.dataset.id"), "the focus is where one was");
        assertEquals(List.of(), console());
    }

    private static void press(Keys key) {
        browser.switchTo().activeElement().sendKeys(key);
    }

    @Test
    void aLinkToACandidateOpensIt() {
        String id = cards().get(3).getDomAttribute("data-id");

        browser.get("about:blank");
        browser.get(pipeline.url() + "#object=" + id);

        await("the detail is open", () -> text("detail-title").equals(id));
    }

    @Test
    void onAPhoneNothingIsWiderThanTheScreen() {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 360, "height", 740, "deviceScaleFactor", 2, "mobile", true));
        try {
            await("laid out", () -> script("window.innerWidth").equals("360"));
            assertEquals("360", script("document.documentElement.scrollWidth"));
            cards().get(0).click();
            await(
                    "the detail is open",
                    () -> script("document.getElementById('detail').open").equals("true"));
            assertEquals("true", script("document.getElementById('detail').getBoundingClientRect().right <= 360"));
        } finally {
            browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }
}
