package dev.arclet.config;

import java.util.stream.Collectors;

/** The reference of all settings, as the README holds it and {@code arclet check --reference} prints it. */
public final class ConfigReference {
    private ConfigReference() {}

    /** Two Markdown tables, one row a setting: those of the file, and those of one worker in it. */
    public static String markdown() {
        String settings = Keys.ALL.stream().map(key -> row(key, "")).collect(Collectors.joining());
        String ofWorkers = WorkerKeys.ALL.entrySet().stream()
                .map(key -> row(key.getKey(), " | " + String.join(", ", key.getValue())))
                .collect(Collectors.joining());
        return "| setting | meaning | values | default |\n|---|---|---|---|\n" + settings
                + "\nOne worker of `scoring.workers`:\n\n"
                + "| setting | meaning | values | default | kinds |\n|---|---|---|---|---|\n" + ofWorkers;
    }

    private static String row(Key<?> key, String more) {
        return String.format(
                "| `%s` | %s | %s | %s%s |\n",
                key.path(), key.meaning(), key.kind().allowed().replace("|", "\\|"), fallback(key), more);
    }

    /** A setting that must be given has none. */
    private static String fallback(Key<?> key) {
        return key.fallback().isEmpty() ? "" : "`" + key.fallback() + "`";
    }
}
