package dev.arclet.evaluation.report;

import static dev.arclet.evaluation.report.Html.escape;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The frame that all reports have in common: one HTML page, light and dark, that needs nothing from outside and runs no script. */
public final class HtmlPage {
    private HtmlPage() {}

    /**
     * A whole page.
     *
     * @param title in words
     * @param body what follows the title, HTML
     */
    public static String of(String title, String body) throws IOException {
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\">\n<title>" + escape(title)
                + "</title>\n<style>\n" + style() + "</style></head><body>\n<h1>" + escape(title) + "</h1>\n" + body
                + "</body></html>\n";
    }

    private static String style() throws IOException {
        try (InputStream css = HtmlPage.class.getResourceAsStream("page.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
