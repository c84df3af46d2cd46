package dev.arclet.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.cli.CommandLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader of the documentation clicks on is there, and what they copy from it works. */
class DocumentationTest {
    private static final Path INDEX = Path.of("docs/README.md");

    private final CommandLines arclet = new CommandLines();

    @TempDir
    private Path folder;

    private static List<MarkdownPage> pages() throws IOException {
        List<MarkdownPage> pages = new ArrayList<>();
        for (String root :
                List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs", "deploy", "topology", "src")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                files.filter(file -> file.toString().endsWith(".md"))
                        .filter(file -> !file.toString().contains("/.venv/"))
                        .sorted()
                        .map(MarkdownPage::of)
                        .forEach(pages::add);
            }
        }
        assertTrue(pages.size() > 25, "few pages were found: " + pages.size());
        return pages;
    }

    @Test
    void everyLinkLeadsToAPageOrAHeadingThatIsThere() throws IOException {
        assertEquals(
                List.of(),
                pages().stream().flatMap(page -> page.brokenLinks().stream()).toList());
    }

    @Test
    void arcletTakesEveryCommandLineOfTheExamples() throws IOException {
        List<String> mistakes = new ArrayList<>();
        int count = 0;
        for (MarkdownPage page : pages()) {
            for (String command : page.examples()) {
                arclet.mistake(ShellWords.of(command)).ifPresent(mistake -> mistakes.add(page.file() + ": " + mistake));
                count++;
            }
            for (String command : page.mentions()) {
                arclet.mistake(ShellWords.of(command))
                        .filter(mistake -> !mistake.contains(": Missing required "))
                        .ifPresent(mistake -> mistakes.add(page.file() + ": " + mistake));
                count++;
            }
        }

        assertEquals("", String.join("\n", mistakes));
        assertTrue(count > 100, "few command lines were found: " + count);
    }

    @Test
    void theIndexHasEveryPageAndEveryCommand() throws IOException {
        String index = Files.readString(INDEX);
        List<String> missing = new ArrayList<>();
        try (Stream<Path> files = Files.list(INDEX.getParent())) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
                    .filter(name -> !index.contains("](" + name + ")"))
                    .forEach(missing::add);
        }
        arclet.names().stream()
                .filter(name -> !index.contains("`arclet " + name + "`"))
                .forEach(missing::add);

        assertEquals(List.of(), missing, INDEX + " names neither of these");
    }

    @Test
    void theRoadForDevelopersHasEveryPackage() throws IOException {
        String road = Files.readString(Path.of("docs/developing.md"));
        try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/arclet"))) {
            TreeSet<String> missing = new TreeSet<>();
            files.filter(Files::isDirectory)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !road.contains("| `" + name + "` |"))
                    .forEach(missing::add);
            assertEquals(new TreeSet<>(), missing);
        }
    }

    /** The control of the tests above. */
    @Test
    void aBrokenLinkAndAWrongCommandAreNoticed() throws IOException {
        Path file = Files.writeString(folder.resolve("page.md"), """
                # A page
                [there](#a-page), [not there](#another), [gone](gone.md), [outside](https://example.org)

                ```
                $ ./arclet run --embeded \\
                    --no-web          # a comment
                ```
                and `arclet check --reference`.
                """);
        MarkdownPage page = MarkdownPage.of(file);

        assertEquals(List.of(file + ": #another", file + ": gone.md"), page.brokenLinks());
        assertEquals(1, page.examples().size());
        assertTrue(arclet.mistake(ShellWords.of(page.examples().get(0)))
                .orElseThrow()
                .contains("--embeded"));
        assertEquals(List.of("check --reference"), page.mentions());
        assertEquals(
                List.of("score", "a b.avro", "--set", "x=[{kind: local}]"),
                ShellWords.of("score 'a b.avro' --set 'x=[{kind: local}]' > scores.jsonl"));
    }
}
