package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.picture.View;
import dev.arclet.scoring.TestBundles;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** How the program answers when it is asked for help or wrongly called. */
class CommandLineTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path modelFolder;

    private record Answer(int exitCode, String out, String err) {}

    static Stream<String> commands() {
        return Stream.concat(
                Arclet.commandLine().getSubcommands().keySet().stream().filter(name -> !name.equals("help")),
                Stream.of("simulate night", "simulate stamps", "night info", "night convert"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItselfWithExamples(String command) {
        Answer answer = call((command + " --help").split(" "));

        assertEquals(0, answer.exitCode());
        assertTrue(answer.out().contains("Usage: arclet " + command + " "), answer.out());
        String examples = answer.out().substring(Math.max(0, answer.out().indexOf("Examples:")));
        assertTrue(examples.startsWith("Examples:"), "no examples: " + answer.out());
        assertTrue(examples.contains("  arclet " + command), "an example of the command itself: " + examples);
        assertEquals("%nExamples:%n", heading(command), "manual pages leave out what has no heading");
    }

    private static String heading(String command) {
        CommandLine line = Arclet.commandLine();
        for (String word : command.split(" ", -1)) {
            line = line.getSubcommands().get(word);
        }
        return line.getCommandSpec().usageMessage().footerHeading();
    }

    /** picocli takes texts for formats and complains about a stray percent sign each time that help is shown. */
    @ParameterizedTest
    @MethodSource("commands")
    void helpSaysNothingOnTheErrorStream(String command) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            call((command + " --help").split(" "));
        } finally {
            System.setErr(before);
        }
        assertEquals("", said.toString(StandardCharsets.UTF_8));
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
    void secondsSince1970AreNotTakenForMilliseconds() {
        Answer answer = call("run", "--from-timestamp", "1795478400");

        assertEquals(2, answer.exitCode());
        assertTrue(
                answer.err().startsWith("arclet: --from-timestamp 1795478400 has too few digits for milliseconds"),
                answer.err());
        assertTrue(answer.err().contains("give seconds as 1795478400000"), answer.err());
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
    void checkReportsTheMistakesOfTheFileAndOfWhatItNamesAtOnce() throws Exception {
        Path file = Files.writeString(folder.resolve("my.yaml"), """
                alerts:
                  surveys: [lsst, desi.yaml]
                  schemas: {registry: 'registry:8081', folder: nowhere}
                model: ./no-such-net
                scoring: {batch: {max: 0}}
                """);

        Answer answer = call("check", file.toString());

        assertEquals(1, answer.exitCode());
        List<String> lines = answer.err().lines().toList();
        assertEquals(file + ": scoring.batch.max is 0; give 1 to 1,024", lines.get(0));
        assertTrue(lines.get(1).startsWith(file + ": alerts.surveys: survey profile desi.yaml is not there;"));
        assertTrue(lines.get(2).startsWith(file + ": alerts.schemas.registry: schema registry URL is registry:8081;"));
        assertTrue(lines.get(3).startsWith(file + ": alerts.schemas.folder: schema folder "), lines.get(3));
        assertTrue(lines.get(4).startsWith(file + ": model: "), lines.get(4));
        assertEquals("", answer.out());
    }

    @Test
    void checkCallsAFileWithoutMistakesRight() {
        Answer answer = call("check", "topology/lsst.yaml", "--set", "model=" + model());

        assertEquals("", answer.err());
        assertEquals("topology/lsst.yaml: right", answer.out().strip());
        assertEquals(0, answer.exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "topology"})
    void aMisspeltQuantityOfARuleIsAMistakeAndNotARuleThatAllAlertsMeet(String command) {
        Answer answer = call(
                command, "--set", "accept.rules=[{reason: faint, require: 'snrr >= 5'}]", "--set", "model=" + model());

        assertEquals(1, answer.exitCode());
        String mistake = "--set: accept.rules: quantity snrr is in none of the surveys [lsst]; did you mean snr?";
        assertTrue(answer.err().strip().endsWith(mistake), answer.err());
        assertEquals(1, answer.err().lines().count(), answer.err());
    }

    @Test
    void aMisspeltQuantityOfWhatGoesFirstIsAMistakeToo() {
        Answer answer = call("check", "--set", "triage.first=['extendednes > 0']", "--set", "model=" + model());

        assertEquals(1, answer.exitCode());
        String mistake =
                "--set: triage.first: quantity extendednes is in none of the surveys [lsst]; did you mean extendedness?";
        assertTrue(answer.err().contains(mistake), answer.err());
    }

    @Test
    void anAgeToShedAtThatIsNoneIsBlamedOnTheOption() {
        Answer answer = call("run", "--shed", "soon", "--set", "model=" + model());

        assertEquals(1, answer.exitCode());
        assertTrue(answer.err().contains("--shed: triage.shedAfter is soon; give 1s to 168h, or none"), answer.err());
    }

    @Test
    void aRunThatIsToBeTheSameEveryTimeDoesNotShed() {
        Answer answer = call("run", "--shed", "10m", "--run-id", "again", "--set", "model=" + model());

        assertEquals(2, answer.exitCode());
        assertTrue(answer.err().contains("leave out --shed"), answer.err());
    }

    @Test
    void aQuantityThatOneOfTheSurveysHasIsEnough() {
        Answer answer = call(
                "check",
                "--set",
                "alerts.surveys=[ztf, lsst]",
                "--set",
                "accept.rules=[{reason: edge, require: 'glintTrail != 1'}]",
                "--set",
                "model=" + model());

        assertEquals(0, answer.exitCode(), answer.err());
    }

    @Test
    void aModelThatIsNotThereIsNamedWithThoseThatAre() {
        Answer answer = call("topology", "--set", "model=resnet5000");

        assertEquals(1, answer.exitCode());
        assertTrue(answer.err().startsWith("arclet: --set: model: there is no model resnet5000"), answer.err());
        assertEquals(1, answer.err().lines().count(), answer.err());
    }

    @Test
    void theWayThroughTheProgramIsShownOnlyWhenAskedFor() {
        assertFalse(call("topology", "--set", "model=none-such").err().contains("\tat "));
        assertTrue(call("topology", "--debug", "--set", "model=none-such").err().contains("\tat "));
    }

    @Test
    void aBrokerThatIsNotThereIsNamed() throws Exception {
        Path patience = Files.writeString(folder.resolve("client.properties"), "default.api.timeout.ms=700\n");

        Answer answer = call("run", "--bootstrap", "localhost:1", "--kafka", patience.toString());

        assertEquals(1, answer.exitCode());
        assertTrue(answer.err().contains("no Kafka broker answers at localhost:1 within 0.7 s"), answer.err());
        assertEquals(1, answer.err().lines().count(), answer.err());
    }

    @Test
    void aFileThatIsNotThereIsSaidToBeMissing() {
        Answer answer = call("score", folder.resolve("nowhere.avro").toString());

        assertEquals(1, answer.exitCode());
        assertEquals(
                "arclet: " + folder.resolve("nowhere.avro") + " is not there; give a file, folder or .tar.gz of alerts",
                answer.err().strip());
    }

    @Test
    void aFileInAFolderThatIsNotThereNamesTheFolder() {
        Path file = folder.resolve("nodir/n.avro");

        Answer answer = call("simulate", "night", "--visits", "1", "--alerts", "1", "--out", file.toString());

        assertEquals(1, answer.exitCode());
        assertEquals(
                "arclet: " + file + ": there is no folder " + file.getParent() + "; make it or correct the path",
                answer.err().strip());
    }

    @Test
    void aFolderWithoutAlertsIsAFailureThatSaysSo() throws Exception {
        Files.writeString(folder.resolve("README"), "nothing else");

        Answer answer = call("score", folder.toString(), "--set", "model=" + model());

        assertEquals(1, answer.exitCode());
        assertEquals(
                "arclet: no alerts in [" + folder + "]; give wire messages or Avro containers",
                answer.err().strip());
    }

    private Path model() {
        Path model = modelFolder.resolve("net");
        TestBundles.mean(model, View.OBJECT, List.of("i", "r", "g"), 30);
        return model;
    }

    private static Answer call(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine program = Arclet.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = program.execute(args);
        program.<Arclet>getCommand().stopSignal().end(exitCode);
        return new Answer(exitCode, out.toString(), err.toString());
    }
}
