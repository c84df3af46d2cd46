package dev.arclet.cli;

import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

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
            NightCommand.class,
            WatchCommand.class,
            DeadLettersCommand.class,
            LedgerCommand.class,
            ScoreCommand.class,
            WorkerCommand.class,
            SimulateCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            LoadtestCommand.class,
            ModelsCommand.class,
            TopologyCommand.class,
            SchemasCommand.class,
            DoctorCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        },
        footerHeading = "%nNotes:%n",
        footer = {
            "Start with: arclet demo",
            "A command's options and examples: arclet COMMAND --help",
            "Environment: ARCLET_LOG=debug for more log, ARCLET_JAVA_OPTS for the Java machine (-Xmx1g by default)."
        })
public final class Arclet implements Runnable {

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show where in the program an error came from.")
    private boolean debug;

    @Spec
    private CommandSpec spec;

    private final StopSignal stopSignal;

    /** For picocli's generator of manual pages, which only reads the commands. */
    @SuppressWarnings("unused")
    private Arclet() {
        this(new StopSignal());
    }

    private Arclet(StopSignal stopSignal) {
        this.stopSignal = stopSignal;
    }

    /** Runs one command and exits. */
    public static void main(String[] args) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        StopSignal stopSignal = new StopSignal();
        int exitCode = execute(commandLine(stopSignal), args);
        System.out.flush();
        System.err.flush();
        stopSignal.end(exitCode);
        System.exit(exitCode);
    }

    /** Native libraries are loaded from the temporary folder, which containers like to mount so that nothing in it can be. */
    private static int execute(CommandLine commandLine, String... args) {
        try {
            return commandLine.execute(args);
        } catch (UnsatisfiedLinkError e) {
            commandLine.getErr().println("arclet: " + Trouble.ofNativeLibrary(e));
            return 1;
        }
    }

    static CommandLine commandLine() {
        return commandLine(new StopSignal());
    }

    static CommandLine commandLine(StopSignal stopSignal) {
        Arclet program = new Arclet(stopSignal);
        return new CommandLine(program)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(parsed -> runToItsEnd(parsed, stopSignal))
                .setParameterExceptionHandler(Arclet::wronglyCalled)
                .setExecutionExceptionHandler(program::failed);
    }

    /** A command that has ended has put everything away, and no longer keeps a signal from ending the process. */
    private static int runToItsEnd(ParseResult parsed, StopSignal stopSignal) {
        try {
            return new RunLast().execute(parsed);
        } finally {
            stopSignal.ignore();
        }
    }

    /** For commands that put everything away before they end. */
    StopSignal stopSignal() {
        return stopSignal;
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    private static int wronglyCalled(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        command.getErr().println("arclet: " + e.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
            command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return 2;
    }

    private int failed(Exception e, CommandLine command, ParseResult parsed) {
        command.getErr().println("arclet: " + Trouble.describe(e));
        if (debug) {
            e.printStackTrace(command.getErr());
        }
        return 1;
    }

    /** The version and the commit that the jar's manifest names. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"arclet " + version()};
        }
    }

    /** As the jar's manifest says: {@code 1.2.3 (commit 0123abc)}; without the commit where the build had no Git to ask. */
    static String version() {
        return JarManifest.ofThisJar()
                .map(manifest -> manifest.version()
                        + manifest.commit()
                                .map(commit -> " (commit " + commit + ")")
                                .orElse(""))
                .orElse("(not from a jar)");
    }
}
