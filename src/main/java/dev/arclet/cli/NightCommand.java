package dev.arclet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code arclet night}: nights in files. */
@Command(
        name = "night",
        mixinStandardHelpOptions = true,
        description = "Looks into nights of alerts, and writes them in another form.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet night info 20261123.avro",
            "  arclet night convert 20261123.avro 20261123.tar.gz",
            "See also: arclet simulate night, arclet replay"
        },
        subcommands = {NightInfoCommand.class, NightConvertCommand.class})
public final class NightCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with the night: info or convert");
    }
}
