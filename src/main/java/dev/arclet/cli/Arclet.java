package dev.arclet.cli;

import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The program: {@code arclet COMMAND}. Exit codes: 0 done, 1 failed, 2 wrongly called. */
@Command(
        name = "arclet",
        mixinStandardHelpOptions = true,
        versionProvider = Arclet.Version.class,
        description = "Finds strong gravitational lenses in an alert stream while the night is still going on.",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            CheckCommand.class,
            ReplayCommand.class,
            ScoreCommand.class,
            SimulateCommand.class,
            ModelsCommand.class,
            TopologyCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {
            "",
            "Start with: arclet demo",
            "A command's options and examples: arclet COMMAND --help",
            "Environment: ARCLET_LOG=debug for more log, ARCLET_JAVA_OPTS for the Java machine (-Xmx1g by default)."
        })
public final class Arclet implements Runnable {

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show where in the program an error came from.")
    private boolean debug;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs one command and exits. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        Arclet program = new Arclet();
        return new CommandLine(program)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Arclet::wronglyCalled)
                .setExecutionExceptionHandler(program::failed);
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    private static int wronglyCalled(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        command.getErr().println("arclet: " + e.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
            command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return 2;
    }

    private int failed(Exception e, CommandLine command, ParseResult parsed) {
        String what = isOurs(e) || e instanceof IOException ? e.getMessage() : describe(e);
        command.getErr().println("arclet: " + what);
        if (debug) {
            e.printStackTrace(command.getErr());
        }
        return 1;
    }

    /** Exceptions of this program are written for the person who reads them. */
    private static boolean isOurs(Exception e) {
        return e.getClass()
                .getPackageName()
                .startsWith(Arclet.class.getPackageName().replace(".cli", "."));
    }

    private static String describe(Exception e) {
        String message = Optional.ofNullable(e.getMessage()).orElse("no details");
        return message.lines().findFirst().orElse("") + " (" + e.getClass().getSimpleName()
                + "; run again with --debug to see where)";
    }

    /** The version that the jar's manifest names. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Arclet.class.getPackage().getImplementationVersion();
            return new String[] {"arclet " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
