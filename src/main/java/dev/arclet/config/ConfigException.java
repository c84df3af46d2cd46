package dev.arclet.config;

import java.util.List;

/** A configuration with mistakes; all of them, each naming where it stands, the value and the way out. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> mistakes;

    /** At least one mistake. */
    public ConfigException(List<String> mistakes) {
        super(String.join(System.lineSeparator(), mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** In the order in which they stand. */
    public List<String> mistakes() {
        return mistakes;
    }
}
