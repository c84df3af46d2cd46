package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real bash offers after the script was sourced. */
class CompletionCommandTest {
    private static final Path BASH = Path.of("/bin/bash");

    /** As bash calls it when Tab is pressed at the end of the words that are given. */
    private static final String PRESS_TAB = """
            source "$1"; shift
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
            eval "$(complete -p arclet | sed -n 's/.*-F \\([^ ]*\\) .*/\\1/p')"
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    private Path folder;

    @Test
    void bashCompletesCommandsOptionsAndTheirValues() throws Exception {
        assumeTrue(Files.isExecutable(BASH), "not checked here, for there is no " + BASH);
        Path script = Files.writeString(folder.resolve("arclet.bash"), script("bash"));

        assertTrue(offered(script, "arclet", "").containsAll(List.of("run", "demo", "watch", "dead-letters")));
        assertTrue(offered(script, "arclet", "dead-letters", "").containsAll(List.of("list", "show", "replay")));
        assertEquals(List.of("--bootstrap"), offered(script, "arclet", "run", "--boot"));
        assertEquals(List.of("pool"), offered(script, "arclet", "loadtest", "--target", "po"));
    }

    @Test
    void zshHasTheSameScriptAndAnUnknownShellIsRefused() {
        assertEquals(script("bash"), script("zsh"));
        assertEquals(2, execute(new StringWriter(), "completion", "tcsh"));
    }

    private static String script(String shell) {
        StringWriter out = new StringWriter();
        assertEquals(0, execute(out, "completion", shell));
        return out.toString();
    }

    private static int execute(StringWriter out, String... arguments) {
        return Arclet.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(new StringWriter(), true))
                .execute(arguments);
    }

    private static List<String> offered(Path script, String... words) throws IOException, InterruptedException {
        List<String> call = new ArrayList<>(List.of(BASH.toString(), "-c", PRESS_TAB, "bash", script.toString()));
        call.addAll(List.of(words));
        // Bash's own compopt complains, for nobody pressed Tab.
        Process bash = new ProcessBuilder(call)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        bash.getOutputStream().close();
        String text = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(bash.waitFor(1, TimeUnit.MINUTES), "bash does not end");
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
