package dev.arclet.config;

import java.util.List;
import java.util.stream.Collectors;

/** The reference of all settings, as docs/settings.md holds it and {@code arclet check --reference} prints it. */
public final class ConfigReference {
    private ConfigReference() {}

    /** Markdown tables, one row a setting: those of the file, and those of one worker, watch-list and output topic in it. */
    public static String markdown() {
        String ofWorkers = WorkerKeys.ALL.entrySet().stream()
                .map(key -> row(key.getKey(), " | " + String.join(", ", key.getValue())))
                .collect(Collectors.joining());
        return table(Keys.ALL)
                + "\nOne worker of `scoring.workers`:\n\n"
                + "| setting | meaning | values | default | kinds |\n|---|---|---|---|---|\n" + ofWorkers
                + "\nOne list of `watchLists`:\n\n" + table(WatchListKeys.ALL)
                + "\nOne topic of `output.topics`:\n\n" + table(OutputTopicKeys.ALL);
    }

    private static String table(List<Key<?>> keys) {
        return "| setting | meaning | values | default |\n|---|---|---|---|\n"
                + keys.stream().map(key -> row(key, "")).collect(Collectors.joining());
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
