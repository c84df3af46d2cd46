package dev.arclet.scoring;

import java.util.List;

/** A model that cannot be used. The message has a line for each thing that is wrong with it. */
public final class BadModelException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public BadModelException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, each naming the file, the key, the value and the way out. */
    public List<String> problems() {
        return problems;
    }
}
