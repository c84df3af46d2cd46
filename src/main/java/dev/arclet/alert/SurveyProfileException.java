package dev.arclet.alert;

import java.util.List;

/** A survey profile with mistakes; all of them, each naming the file, the key, the value and the way out. */
public final class SurveyProfileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> mistakes;

    /** At least one mistake. */
    public SurveyProfileException(List<String> mistakes) {
        super(String.join(System.lineSeparator(), mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** In the order in which they were found. */
    public List<String> mistakes() {
        return mistakes;
    }
}
