package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** How the program answers when it is asked for help or wrongly called. */
class CommandLineTest {
    @TempDir
    private Path folder;

    private record Answer(int exitCode, String out, String err) {}

    static Stream<String> commands() {
        return Arclet.commandLine().getSubcommands().keySet().stream().filter(name -> !name.equals("help"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItselfWithExamples(String command) {
        Answer answer = call(command, "--help");

        assertEquals(0, answer.exitCode());
        assertTrue(answer.out().contains("arclet " + command + " "), answer.out());
    }

    @Test
    void anUnknownOptionIsAWrongCallAndIsNamed() {
        Answer answer = call("run", "--embeded");

        assertEquals(2, answer.exitCode());
        assertTrue(answer.err().contains("--embeded"), answer.err());
        assertTrue(answer.err().contains("--embedded"), "it says what was probably meant: " + answer.err());
    }

    @Test
    void aMissingArgumentIsAWrongCall() {
        Answer answer = call("replay", "--topic", "t");

        assertEquals(2, answer.exitCode());
        assertTrue(answer.err().contains("PATH"), answer.err());
    }

    @Test
    void twoWaysToReachABrokerAreAWrongCall() {
        Answer answer = call("run", "--embedded", "--bootstrap", "localhost:1");

        assertEquals(2, answer.exitCode());
        assertTrue(answer.err().startsWith("arclet: --embedded brings its own broker"), answer.err());
    }

    @Test
    void aTimeThatIsNoneIsAWrongCallAndSaysHowToWriteOne() {
        Answer answer = call("run", "--from-timestamp", "yesterday");

        assertEquals(2, answer.exitCode());
        assertTrue(answer.err().contains("2026-11-24T00:00:00Z"), answer.err());
    }

    @Test
    void mistakesOfAPipelineFileAreAllShownAndNothingElse() throws Exception {
        Path file =
                Files.writeString(folder.resolve("my.yaml"), "scoring: {batch: {max: 0}}\nstream: {threads: none}\n");

        Answer answer = call("run", "--topology", file.toString());

        assertEquals(1, answer.exitCode());
        assertEquals(
                List.of(
                        "arclet: " + file + ": stream.threads is none; give 1 to 256",
                        file + ": scoring.batch.max is 0; give 1 to 1,024"),
                answer.err().lines().toList());
    }

    @Test
    void aModelThatIsNotThereIsNamedWithThoseThatAre() {
        Answer answer = call("topology", "--set", "model=resnet5000");

        assertEquals(1, answer.exitCode());
        assertTrue(answer.err().startsWith("arclet: there is no model resnet5000"), answer.err());
        assertEquals(1, answer.err().lines().count(), answer.err());
    }

    @Test
    void theWayThroughTheProgramIsShownOnlyWhenAskedFor() {
        assertFalse(call("topology", "--set", "model=none-such").err().contains("\tat "));
        assertTrue(call("topology", "--debug", "--set", "model=none-such").err().contains("\tat "));
    }

    @Test
    void aBrokerThatIsNotThereIsNamed() {
        Answer answer = call("run", "--bootstrap", "localhost:1");

        assertEquals(1, answer.exitCode());
        assertTrue(answer.err().contains("localhost:1"), answer.err());
        assertEquals(1, answer.err().lines().count(), answer.err());
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Answer answer = call("score", "nowhere.avro");

        assertEquals(1, answer.exitCode());
        assertTrue(answer.err().contains("nowhere.avro"), answer.err());
    }

    private static Answer call(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine program = Arclet.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = program.execute(args);
        return new Answer(exitCode, out.toString(), err.toString());
    }
}
