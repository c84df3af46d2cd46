package dev.arclet.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code arclet completion}: what a shell needs to complete Arclet's commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints the script by which bash or zsh completes commands, options and their values.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(arclet completion bash)                                             in this shell",
            "  arclet completion bash > ~/.local/share/bash-completion/completions/arclet   in every bash from now on",
            "  source <(arclet completion zsh)                                              in ~/.zshrc"
        })
final class CompletionCommand implements Callable<Integer> {
    /** A line with the values that an option or a parameter takes. All of them are enums, whose case does not matter. */
    private static final Pattern VALUES = Pattern.compile("(?m)^(\\s*local \\w+_args=\\()(.*)(\\) # .* values)$");

    /** Shells that the script is for; it tells by itself which one runs it. */
    enum Shell {
        BASH,
        ZSH
    }

    // Only to refuse other shells: one script serves both.
    @SuppressWarnings("UnusedVariable")
    @Parameters(
            paramLabel = "bash|zsh",
            arity = "0..1",
            defaultValue = "bash",
            description = "Default: ${DEFAULT-VALUE}")
    private Shell shell;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(script());
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** Picocli's, which serves both shells; with the values as people type them, which is in small letters. */
    private String script() {
        return VALUES.matcher(AutoComplete.bash("arclet", spec.root().commandLine()))
                .replaceAll(values -> Matcher.quoteReplacement(
                        values.group(1) + values.group(2).toLowerCase(Locale.ROOT) + values.group(3)));
    }
}
