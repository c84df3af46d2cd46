package dev.arclet.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.arclet.cli.ArcletProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the pictures of the documentation from the program as it is. No part of the tests, for it writes to {@code docs/images}:
 *
 * <pre>
 *   mvn test -Dtest=DashboardPictures
 * </pre>
 */
class DashboardPictures {
    private static final Path IMAGES = Path.of("docs/images");
    private static final Pattern ADDRESS = Pattern.compile("Dashboard: (http://\\S+)");

    @TempDir
    private Path folder;

    @Test
    void dashboardAndCandidateOfASimulatedNight() throws Exception {
        Optional<Browser.Executables> installed = Browser.installed();
        assumeTrue(installed.isPresent(), Browser.MISSING);
        List<String> demo = List.of("demo", "--keep", "--visits", "60", "--alerts", "60", "--set", "web.port=0");
        try (ArcletProcess arclet = ArcletProcess.start(folder, demo);
                Browser browser = installed.get().start()) {
            arclet.awaitOutput("Dashboard: ", 60);
            Matcher address = ADDRESS.matcher(arclet.output());
            address.find();
            // From the beginning, so that its curves show the night.
            browser.desktop(1280, 860);
            browser.prefers("dark");
            browser.open(address.group(1));
            arclet.awaitOutput("Left running", 240);

            browser.element("#order").sendKeys("best");
            browser.script("document.activeElement.blur()");
            awaitPictures(browser);
            browser.photograph(IMAGES.resolve("dashboard.png"));
            browser.element(".card").click();
            browser.await(
                    "the detail is open",
                    () -> browser.script("document.getElementById('detail').open")
                            .equals("true"));
            browser.prefers("light");
            awaitPictures(browser);
            browser.photograph("#detail", IMAGES.resolve("candidate.png"));
            assertEquals(List.of(), browser.console());
        }
    }

    private static void awaitPictures(Browser browser) {
        browser.await(
                "all pictures are there",
                () -> browser.script(
                                "[...document.querySelectorAll('img')].every(i => i.getBoundingClientRect().top > innerHeight || i.naturalWidth > 1)")
                        .equals("true"));
    }
}
