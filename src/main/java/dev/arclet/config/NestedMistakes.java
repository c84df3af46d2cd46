package dev.arclet.config;

import java.util.List;

/** What is wrong inside a value that has settings of its own; each line names the setting, the value and the way out. */
final class NestedMistakes extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> mistakes;

    NestedMistakes(List<String> mistakes) {
        super(String.join("; ", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    List<String> mistakes() {
        return mistakes;
    }
}
