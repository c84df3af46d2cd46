package dev.arclet.scoring.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The value of a call's header, which may name secrets instead of holding them: {@code Bearer ${file:/run/secrets/token}} or
 * {@code ${env:TOKEN}}. A file is read for every call, so that a token that is renewed there is used at once; that takes some
 * microseconds. Neither the value nor the template's own text is shown in messages, since a secret may stand there as well.
 */
public final class HeaderText {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

    private final String template;
    private final UnaryOperator<String> environment;

    /**
     * @param template text with references
     * @throws IllegalArgumentException if it has a reference of another form
     */
    public HeaderText(String template) {
        this(template, System::getenv);
    }

    HeaderText(String template, UnaryOperator<String> environment) {
        if (REFERENCE.matcher(template).replaceAll("").contains("${")) {
            throw new IllegalArgumentException(
                    "a header has ${...} in a form that is not known; write ${env:NAME} or ${file:PATH}");
        }
        this.template = template;
        this.environment = environment;
    }

    /**
     * The text with what it refers to.
     *
     * @throws IllegalArgumentException if a variable is not set, or a file cannot be read or holds no visible characters; the
     *     message names it
     */
    public String resolve() {
        Matcher references = REFERENCE.matcher(template);
        String value = references.replaceAll(
                reference -> Matcher.quoteReplacement(secret(reference.group(1), reference.group(2))));
        if (!value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "a header made of " + this + " has characters that a header may not have; give printable ASCII");
        }
        return value;
    }

    private String secret(String kind, String name) {
        String secret = kind.equals("env") ? variable(name) : contents(name);
        if (secret.isBlank()) {
            throw new IllegalArgumentException(name + " is empty, but a header needs it; write the secret there");
        }
        return secret;
    }

    private String variable(String name) {
        return Optional.ofNullable(environment.apply(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "environment variable " + name + " is not set, but a header needs it; set it"));
    }

    private static String contents(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + " cannot be read, but a header needs it ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeaderText text && text.template.equals(template);
    }

    @Override
    public int hashCode() {
        return template.hashCode();
    }

    /** Its references only. */
    @Override
    public String toString() {
        String references =
                REFERENCE.matcher(template).results().map(MatchResult::group).collect(Collectors.joining(" and "));
        return references.isEmpty() ? "text" : references;
    }
}
