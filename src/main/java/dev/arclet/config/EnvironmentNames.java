package dev.arclet.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds environment variables that look like settings and are none, so that a misspelt one is not silently without effect. */
public final class EnvironmentNames {
    private static final String PREFIX = "ARCLET_";
    private static final String FOR_TESTS = "ARCLET_TEST_";
    /** Read by the launcher, by the log's configuration and by the tests. */
    private static final Set<String> NO_SETTINGS = Set.of(
            "ARCLET_LOG",
            "ARCLET_LOG_LIBRARIES",
            "ARCLET_LOG_TRACES",
            "ARCLET_JAVA_OPTS",
            "ARCLET_MAVEN_OPTS",
            "ARCLET_TERMINAL",
            "ARCLET_SHARED");

    private EnvironmentNames() {}

    /** A line for each such variable, with the nearest setting where there is one. */
    public static List<String> warnings(Map<String, String> environment) {
        return new TreeSet<>(environment.keySet())
                .stream()
                        .filter(EnvironmentNames::looksLikeASetting)
                        .filter(name -> !Keys.BY_ENVIRONMENT_NAME.containsKey(name))
                        .map(EnvironmentNames::warning)
                        .toList();
    }

    private static boolean looksLikeASetting(String name) {
        return name.startsWith(PREFIX) && !name.startsWith(FOR_TESTS) && !NO_SETTINGS.contains(name);
    }

    private static String warning(String name) {
        return name + " (environment) is no setting and has no effect"
                + Spelling.nearest(name, Keys.BY_ENVIRONMENT_NAME.keySet())
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse("; unset it, or see 'arclet check --reference' for the settings");
    }
}
