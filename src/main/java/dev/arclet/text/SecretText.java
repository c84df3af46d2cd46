package dev.arclet.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text that may name secrets instead of holding them: {@code Bearer ${file:/run/secrets/token}} or {@code ${env:TOKEN}}. A file's
 * contents count without white space at their ends; a secret must not be empty. Every {@link #resolve} looks anew, so that a secret that is
 * renewed in its file is used at once; that takes some microseconds. Neither the secrets nor the text's other words are shown in messages,
 * since a secret may stand there as well.
 */
public final class SecretText {
    /** How references are written, for messages. */
    public static final String FORMS = "${env:NAME} or ${file:PATH}";

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

    private final String template;
    private final UnaryOperator<String> environment;

    /**
     * References to variables are looked up in the environment of this process.
     *
     * @param template text with references, or without
     * @throws IllegalArgumentException if it has a reference of another form
     */
    public SecretText(String template) {
        this(template, System::getenv);
    }

    /**
     * As the other, with the environment given.
     *
     * @param environment the value of a variable, or null where it is not set
     */
    public SecretText(String template, UnaryOperator<String> environment) {
        if (REFERENCE.matcher(template).replaceAll("").contains("${")) {
            throw new IllegalArgumentException("${...} stands there in a form that is not known; write " + FORMS);
        }
        this.template = template;
        this.environment = environment;
    }

    /** Whether it names any secret. */
    public boolean hasReferences() {
        return REFERENCE.matcher(template).find();
    }

    /**
     * The text with the secrets in their places.
     *
     * @throws IllegalArgumentException if a variable is not set, or a file can't be read or is empty; the message names it
     */
    public String resolve() {
        return resolve(UnaryOperator.identity());
    }

    /**
     * The text with the secrets in their places.
     *
     * @param quoting makes a secret fit for its surroundings, such as the quotes that it stands in
     * @throws IllegalArgumentException if a variable is not set, or a file can't be read or is empty; the message names it
     */
    public String resolve(UnaryOperator<String> quoting) {
        return REFERENCE
                .matcher(template)
                .replaceAll(reference -> Matcher.quoteReplacement(quoting.apply(secret(reference))));
    }

    /**
     * The secrets that it names, each with its reference, such as to take them out of someone else's message.
     *
     * @throws IllegalArgumentException as {@link #resolve()} does
     */
    public Map<String, String> secrets() {
        Map<String, String> referenceOf = new LinkedHashMap<>();
        REFERENCE.matcher(template).results().forEach(found -> referenceOf.put(secret(found), found.group()));
        return referenceOf;
    }

    private String secret(MatchResult reference) {
        String secret = reference.group(1).equals("env") ? variable(reference) : contents(reference);
        if (secret.isBlank()) {
            throw new IllegalArgumentException(reference.group() + " is empty; write the value there");
        }
        return secret;
    }

    private String variable(MatchResult reference) {
        return Optional.ofNullable(environment.apply(reference.group(2)))
                .orElseThrow(() -> new IllegalArgumentException(reference.group()
                        + " names an environment variable that is not set; set it, or correct the name"));
    }

    private static String contents(MatchResult reference) {
        try {
            return Files.readString(Path.of(reference.group(2))).strip();
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    reference.group() + " names a file that is not there; make it, or correct the path", e);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "%s names a file that can't be read as UTF-8 text (%s); let this user read it, or correct the path"
                            .formatted(reference.group(), e.getClass().getSimpleName()),
                    e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretText text && text.template.equals(template);
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
