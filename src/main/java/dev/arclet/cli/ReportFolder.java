package dev.arclet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options by which a command is told where to put its report. */
final class ReportFolder {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder of the report; made if missing.")
    private Path folder;

    @Option(names = "--force", description = "Write over a report that is there.")
    private boolean force;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * Refuses a folder that holds a report, before the work of hours is done.
     *
     * @param files that the report is made of
     */
    void requireFree(List<String> files) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new ParameterException(command.commandLine(), "--out " + folder + " is a file; give a folder");
        }
        for (String file : files) {
            if (!force && Files.exists(folder.resolve(file))) {
                throw new ParameterException(
                        command.commandLine(),
                        "--out " + folder + " holds " + file + "; give another folder, or --force to write over it");
            }
        }
    }

    /** Makes the folder if it is missing. */
    void make() throws IOException {
        Files.createDirectories(folder);
    }

    /** Where a file of the report goes. */
    Path file(String name) {
        return folder.resolve(name);
    }
}
