package dev.arclet.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** NOTICE names every library that ships, in its present version, with its licence, and none that does not. */
class NoticeTest {
    /** Written by the build before the tests. */
    private static final Path SHIPPED = Path.of("target/runtime-dependencies.txt");

    private static final Pattern SHIPPED_LINE =
            Pattern.compile("\\s+([^:\\s]+:[^:\\s]+):jar:(?:[^:\\s]+:)?([^:\\s]+):(?:compile|runtime)\\b.*");
    private static final Pattern NOTICE_LINE = Pattern.compile("([^:\\s]+:[^:\\s]+ \\S+)  (\\S.*)");

    @Test
    void namesEveryLibraryThatShipsAndNoOther() {
        assertTrue(Files.exists(SHIPPED), SHIPPED + " is missing; run 'mvn generate-test-resources'");
        List<String> shipped = shipped(StrictYaml.text(SHIPPED));

        assertTrue(shipped.size() > 50, "few libraries found: " + shipped);
        assertEquals(
                String.join("\n", shipped),
                String.join("\n", named(StrictYaml.text(Path.of("NOTICE")))),
                "NOTICE is not of these libraries; deploy/release/Notice.java says how it is made");
    }

    @Test
    void aLibraryThatIsMissingFromItIsFound() {
        List<String> shipped = shipped("   a.b:c:jar:1.0:compile -- module c (auto)\n   d.e:f:jar:linux:2.0:runtime\n");

        assertEquals(List.of("a.b:c 1.0", "d.e:f 2.0"), shipped);
        assertEquals(List.of("a.b:c 1.0"), named("Arclet\n\na.b:c 1.0  MIT\n"));
    }

    private static List<String> shipped(String list) {
        return found(SHIPPED_LINE, list)
                .map(line -> line.group(1) + " " + line.group(2))
                .sorted()
                .distinct()
                .collect(Collectors.toList());
    }

    private static List<String> named(String notice) {
        return found(NOTICE_LINE, notice).map(line -> line.group(1)).sorted().collect(Collectors.toList());
    }

    private static Stream<Matcher> found(Pattern pattern, String text) {
        return text.lines().map(pattern::matcher).filter(Matcher::matches);
    }
}
