package dev.arclet.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.cli.CommandLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The systemd unit would start Arclet, and lets it do no more than it must. */
class SystemdTest {
    private static final Path UNIT = Path.of("deploy/systemd/arclet.service");
    private static final String PROGRAM = "/opt/arclet/arclet ";

    @TempDir
    private Path folder;

    @Test
    void itsCommandsAndSettingsAreArclets() {
        assertEquals(List.of(), mistakes(StrictYaml.text(UNIT)));
    }

    @Test
    void aMistakenCommandOrSettingIsFound() {
        String unit = StrictYaml.text(UNIT);

        assertTrue(mistakes(unit.replace("--topology", "--pipeline")).toString().contains("--pipeline"));
        assertTrue(mistakes(unit.replace("ARCLET_STREAM_STATE", "ARCLET_STREAM_STATES"))
                .toString()
                .contains("did you mean ARCLET_STREAM_STATE"));
    }

    @Test
    void systemdUnderstandsItAndCallsItWellConfined() throws IOException {
        Tool.assumeThereIs("systemd-analyze", "--version");
        // systemd looks for the program, which is not installed here.
        Path unit = Files.writeString(
                folder.resolve("arclet.service"), StrictYaml.text(UNIT).replace(PROGRAM, "/bin/true "));

        Tool.Answer verified = Tool.run("systemd-analyze", "verify", unit.toString());
        assertEquals("", verified.text());
        assertEquals(0, verified.exitCode());
        // Tenths of systemd's exposure level, from 0 to 100; what has no confinement at all is at 96.
        Tool.Answer exposed =
                Tool.run("systemd-analyze", "security", "--offline=true", "--threshold=20", unit.toString());
        assertEquals(0, exposed.exitCode(), exposed.text());
    }

    private static List<String> mistakes(String unit) {
        List<String> mistakes = new ArrayList<>();
        CommandLines arclet = new CommandLines();
        List<String> commands = values(unit, "Exec\\w+");
        assertEquals(2, commands.size());
        for (String command : commands) {
            assertTrue(command.startsWith(PROGRAM), command);
            arclet.mistake(List.of(command.substring(PROGRAM.length()).split(" ", -1)))
                    .ifPresent(mistakes::add);
        }
        Map<String, String> environment = values(unit, "Environment").stream()
                .map(variable -> variable.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        mistakes.addAll(ArcletSettings.readFile(
                        ArcletSettings.DEFAULT_FILE,
                        environment,
                        file -> unit.contains("LoadCredential=" + file.replace("%d/", "") + ":"))
                .mistakes());
        return mistakes;
    }

    private static List<String> values(String unit, String name) {
        return unit.lines()
                .filter(line -> line.matches(name + "=.*"))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .toList();
    }
}
