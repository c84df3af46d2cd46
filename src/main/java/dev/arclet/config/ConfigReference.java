package dev.arclet.config;

import java.util.stream.Collectors;

/** The reference of all settings, as the README holds it and {@code arclet check --reference} prints it. */
public final class ConfigReference {
    private ConfigReference() {}

    /** A Markdown table, one row a setting. */
    public static String markdown() {
        String rows = Keys.ALL.stream()
                .map(key -> String.format(
                        "| `%s` | %s %s | %s | `%s` |",
                        key.path(), key.meaning(), "", key.kind().allowed().replace("|", "\\|"), key.fallback()))
                .map(row -> row.replace("  |", " |"))
                .collect(Collectors.joining("\n"));
        return "| setting | meaning | values | default |\n|---|---|---|---|\n" + rows + "\n";
    }
}
