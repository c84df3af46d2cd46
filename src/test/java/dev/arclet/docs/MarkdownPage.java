package dev.arclet.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page of the documentation, as far as tests ask for it. */
record MarkdownPage(Path file, String text) {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^\\s*```\\w*\\n(.*?)^\\s*```");
    private static final Pattern INLINE = Pattern.compile("`([^`\\n]+)`");

    static MarkdownPage of(Path file) {
        try {
            return new MarkdownPage(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Links that lead nowhere. */
    List<String> brokenLinks() {
        return LINK.matcher(prose())
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.matches("[a-z]+:.*") && !leadsSomewhere(link))
                .map(link -> file + ": " + link)
                .toList();
    }

    private boolean leadsSomewhere(String link) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? file : file.resolveSibling(path).normalize();
        return Files.exists(target) && (hash < 0 || of(target).anchors().contains(link.substring(hash + 1)));
    }

    /** Headings as GitHub makes anchors of them. */
    private Set<String> anchors() {
        return HEADING.matcher(text)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private String prose() {
        return BLOCK.matcher(text).replaceAll("");
    }

    /** Arclet's command lines in blocks, to be copied as they are, without the program's name: {@code run --embedded}. */
    List<String> examples() {
        return commands(BLOCK.matcher(text)
                .results()
                .flatMap(block -> block.group(1).replaceAll("\\\\\\n\\s*", " ").lines())
                .map(String::strip)
                .map(line -> line.startsWith("$ ") ? line.substring(2) : line));
    }

    /** Command lines within sentences, which may leave out what they need besides: {@code evaluate}. */
    List<String> mentions() {
        return commands(INLINE.matcher(prose()).results().map(code -> code.group(1)));
    }

    private static List<String> commands(Stream<String> lines) {
        List<String> commands = new ArrayList<>();
        lines.forEach(line -> addCommand(line, commands));
        return commands;
    }

    private static void addCommand(String line, List<String> commands) {
        String call = line.replaceFirst("^([A-Z_]+=\\S+ )+", "").replaceFirst("^\\./", "");
        // Output that begins with the program's name has a colon after it.
        if (call.matches("arclet [a-z-].*") && !call.contains("...")) {
            commands.add(call.substring("arclet ".length()));
        }
    }
}
