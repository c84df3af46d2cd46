package dev.arclet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Where a command puts its report.
 *
 * @param folder {@code --out}
 * @param force {@code --force}: whether a report that is there may be written over
 * @param files that the report is made of
 */
record ReportFolder(Path folder, boolean force, List<String> files) {

    /** Refuses a folder that holds a report, before the work of hours is done. */
    void requireFree(CommandSpec command) {
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
}
