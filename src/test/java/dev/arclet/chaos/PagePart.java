package dev.arclet.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What stands on a page between two lines, so that a program can renew it.
 *
 * @param name which the two comments give: {@code <!-- NAME: begin -->} and {@code <!-- NAME: end -->}
 */
record PagePart(Path page, String name) {
    /** @throws IllegalStateException if the page has no such lines */
    String read() throws IOException {
        String text = Files.readString(page);
        return text.substring(begin(text), end(text));
    }

    /** Puts a text in its place, which ends with a line's end. */
    void write(String part) throws IOException {
        String text = Files.readString(page);
        Files.writeString(page, text.substring(0, begin(text)) + part + text.substring(end(text)));
    }

    private int begin(String text) {
        String line = "<!-- " + name + ": begin -->\n";
        return place(text, line) + line.length();
    }

    private int end(String text) {
        return place(text, "<!-- " + name + ": end -->");
    }

    private int place(String text, String line) {
        int at = text.indexOf(line);
        if (at < 0) {
            throw new IllegalStateException(page + " has no line " + line.strip() + "; put it in");
        }
        return at;
    }
}
