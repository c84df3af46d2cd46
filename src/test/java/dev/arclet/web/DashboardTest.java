package dev.arclet.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.arclet.watch.Target;
import dev.arclet.watch.WatchList;
import dev.arclet.watch.WatchLists;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The dashboard in Chromium, as people use it. Skipped, with a line saying so, where there is no Chromium with its driver. */
class DashboardTest {
    /** Nine tenths of an arcsecond north of all objects, under a name that is to be shown and not to be obeyed. */
    private static final Target KNOWN = new Target("<b>Horseshoe</b>", 150, 2 + 0.9 / 3600);

    /** As many as there are at first. */
    private static final int CARDS = 60;

    @TempDir
    private static Path folder;

    private static RunningPipeline pipeline;
    private static Browser browser;

    @BeforeAll
    static void startBrowser() throws Exception {
        Optional<Browser.Executables> installed = Browser.installed();
        assumeTrue(installed.isPresent(), Browser.MISSING);
        CompletableFuture<Browser> starting = CompletableFuture.supplyAsync(installed.get()::start);
        pipeline = new RunningPipeline(folder, new WatchLists(List.of(new WatchList("lenses", 2, List.of(KNOWN)))));
        pipeline.sendNight();
        Client.await(
                pipeline.url() + "api/candidates",
                listing -> listing.path("objects").asInt() == RunningPipeline.OBJECTS);
        browser = starting.get();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (pipeline != null) {
            pipeline.close();
        }
    }

    @BeforeEach
    void openPage() {
        browser.desktop(1400, 1000);
        browser.prefers("dark");
        browser.console();
        browser.open(pipeline.url());
        browser.await("the cards are there", () -> cards().size() == CARDS);
        browser.await("the state is known", () -> browser.text("state").equals("running"));
    }

    private static List<WebElement> cards() {
        return browser.elements(".card");
    }

    private static boolean isOpen() {
        return browser.script("document.getElementById('detail').open").equals("true");
    }

    @Test
    void thePageShowsWhatTheLedgerHasAndEveryPictureLoads() {
        String balance = browser.text("balance");
        assertTrue(balance.startsWith("213 in = 210 scored + 1 skipped + 1 unscorable + 1 dead"), balance);
        assertTrue(browser.text("workers").contains("cpu0"), browser.text("workers"));
        assertTrue(browser.text("stages").contains("total"), browser.text("stages"));
        browser.await(
                "all pictures in view are loaded",
                () -> browser.script(
                                "[...document.querySelectorAll('.card img')].slice(0, 20).every(i => i.naturalWidth > 1)")
                        .equals("true"));
        assertEquals(List.of(), browser.console());
    }

    @Test
    void theFilterLeavesTheBestAndTheDownloadsFollowIt() throws Exception {
        double middle = Double.parseDouble(
                browser.script("[...document.querySelectorAll('.card b')].map(b => +b.textContent).sort()[45]"));
        WebElement field = browser.element("#min-score");
        field.clear();
        field.sendKeys(Double.toString(middle));

        browser.await("fewer cards", () -> cards().size() < CARDS);
        int left = cards().size();
        assertTrue(left > 0, "some are left");
        assertEquals(
                "true",
                browser.script("[...document.querySelectorAll('.card b')].every(b => +b.textContent >= " + middle
                        + " - 0.00005)"));
        String csv = browser.element("#csv").getDomProperty("href");
        assertTrue(csv.contains("min-score=" + middle), csv);
        assertEquals(left + 1, Client.text(csv).lines().count(), "a line each, and one of names");
        assertEquals(
                left,
                Client.json(browser.element("#json").getDomProperty("href")).size());
        assertTrue(
                Client.text(browser.element("#votable").getDomProperty("href")).contains("nrows=\"" + left + "\""));
        browser.element("#band").sendKeys("y");
        browser.await(
                "none is seen in y",
                () -> cards().isEmpty() && browser.text("empty").equals("None matches the filter."));
        assertEquals(List.of(), browser.console());
    }

    @Test
    void theRestOfTheObjectsIsShownWhenAskedFor() {
        assertEquals("60 of 71 objects shown", browser.text("wall-count"));

        browser.element("#more").click();

        browser.await("all objects", () -> cards().size() == RunningPipeline.OBJECTS);
        browser.await("no more to show", () -> !browser.element("#more").isDisplayed());
    }

    @Test
    void aCandidateOpensAndClosesByKeysAlone() {
        String first = cards().get(0).getDomAttribute("data-id");
        browser.press(Keys.ARROW_RIGHT);
        browser.press(Keys.ARROW_RIGHT);
        browser.press(Keys.ENTER);

        browser.await("the detail is open", DashboardTest::isOpen);
        assertFalse(browser.text("detail-title").isBlank());
        browser.press(Keys.ARROW_LEFT);
        browser.await("the one before", () -> browser.text("detail-title").equals(first));
        assertEquals(4, browser.elements("#detail-pictures img").size());
        assertFalse(browser.elements("#history-chart circle").isEmpty());
        assertTrue(browser.text("detail-facts").contains("150.00000 +2.00000"), browser.text("detail-facts"));
        for (WebElement link : browser.elements("#detail-links a")) {
            assertTrue(link.getText().endsWith("\u2197"), "marked as external: " + link.getText());
            assertEquals("noopener noreferrer", link.getDomAttribute("rel"));
        }
        browser.press(Keys.ESCAPE);
        browser.await("the detail is closed", () -> !isOpen());
        assertEquals(first, browser.script("document.activeElement.dataset.id"), "the focus is where one was");
        assertEquals(List.of(), browser.console());
    }

    @Test
    void whatAWatchListKnowsIsMarkedOnTheWallInTheDetailAndInTheDownload() throws Exception {
        assertEquals(
                CARDS + " x known: <b>Horseshoe</b>",
                browser.script("(all => all.length + ' x ' + [...new Set(all.map(one => one.textContent))].join())"
                        + "([...document.querySelectorAll('.card .known')])"));

        cards().get(0).click();

        browser.await("the detail is open", DashboardTest::isOpen);
        assertTrue(
                browser.text("detail-facts").contains("lenses: <b>Horseshoe</b>, 0.90\u2033"),
                browser.text("detail-facts"));
        assertTrue(Client.text(pipeline.url() + "candidates.csv").contains("<b>Horseshoe</b>"));
    }

    @Test
    void aLinkToACandidateOpensIt() {
        String id = cards().get(3).getDomAttribute("data-id");

        browser.open("about:blank");
        browser.open(pipeline.url() + "#object=" + id);

        browser.await("the detail is open", () -> browser.text("detail-title").equals(id));
    }

    /** Browsers keep six connections to one host, of all their pages together: with five taken, one is left for those that are looked at. */
    @Test
    void aPageThatNobodyLooksAtHoldsNoConnection() {
        browser.script("window.others = Array.from({length: 5}, () => new EventSource('api/events'))");
        browser.await(
                "five connections are taken",
                () -> browser.script("others.every(one => one.readyState === EventSource.OPEN)")
                        .equals("true"));

        browser.inAnotherTab(() -> {
            browser.open(pipeline.url());
            browser.await("the other page lives", () -> browser.text("state").equals("running"));
        });

        browser.script("others.forEach(one => one.close())");
        browser.script("document.getElementById('state').textContent = 'not told yet'");
        browser.await("this page lives again", () -> browser.text("state").equals("running"));
    }

    @Test
    void onALaptopNoTableIsCutOff() throws Exception {
        browser.desktop(1280, 860);

        assertEquals("", browser.script(cutOff(".scroll")));
    }

    @Test
    void onAPhoneNothingIsWiderThanTheScreen() throws Exception {
        browser.phone(360, 740);

        assertEquals("360", browser.script("document.documentElement.scrollWidth"));
        assertEquals("", browser.script(cutOff(".card .line, .scroll")));
        cards().get(0).click();
        browser.await("the detail is open", DashboardTest::isOpen);
        assertEquals("true", browser.script("document.getElementById('detail').getBoundingClientRect().right <= 360"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dark", "light"})
    void allTextStandsOutFromWhatIsBehindIt(String scheme) throws Exception {
        browser.prefers(scheme);
        cards().get(0).click();
        browser.await("the detail is open", DashboardTest::isOpen);
        browser.photograph(Path.of("target/screenshots/dashboard-" + scheme + ".png"));

        assertEquals("", browser.script(resource("faint-text.js")));
    }

    @Test
    void whoeverDoesNotSeeThePageIsToldWhatThingsAre() throws Exception {
        cards().get(0).click();
        browser.await("the detail is open", DashboardTest::isOpen);

        assertEquals("", browser.script(resource("nameless.js")));
    }

    /** All of a kind whose content is wider than they are, by their text, where every figure is as long as it can be. */
    private static String cutOff(String selector) throws Exception {
        return resource("cut-off.js").strip().replace("SELECTOR", selector);
    }

    private static String resource(String name) throws Exception {
        return Files.readString(Path.of("src/test/resources/web", name));
    }
}
