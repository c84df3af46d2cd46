package dev.arclet.scoring.remote;

import dev.arclet.text.SecretText;
import java.util.function.UnaryOperator;

/**
 * The value of a call's header, a {@link SecretText}. It is resolved for every call, so that a token that is renewed in its file is used at
 * once.
 */
public final class HeaderText {
    private final SecretText text;

    /**
     * @param template text with references
     * @throws IllegalArgumentException if it has a reference of another form
     */
    public HeaderText(String template) {
        this(template, System::getenv);
    }

    HeaderText(String template, UnaryOperator<String> environment) {
        this.text = new SecretText(template, environment);
    }

    /**
     * The text with what it refers to.
     *
     * @throws IllegalArgumentException if that is not there, or holds characters that a header may not have; the message names the
     *     reference
     */
    public String resolve() {
        String value = text.resolve();
        if (!value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "a header made of " + this + " has characters that a header may not have; give printable ASCII");
        }
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeaderText header && header.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Its references only. */
    @Override
    public String toString() {
        return text.toString();
    }
}
