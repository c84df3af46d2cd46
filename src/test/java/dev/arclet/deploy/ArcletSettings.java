package dev.arclet.deploy;

import dev.arclet.config.EnvironmentNames;
import dev.arclet.config.Layer;
import dev.arclet.config.PipelineConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a deployment tells Arclet, read as Arclet itself would. */
final class ArcletSettings {
    /** The one that is taken without {@code --topology}. */
    static final String DEFAULT_FILE = "topology/lsst.yaml";

    private static final Pattern SECRET_FILE = Pattern.compile("\\$\\{file:([^}]+)}");

    private ArcletSettings() {}

    /**
     * Of a pipeline that is given as text.
     *
     * @param mounted tells whether there will be a file for a {@code ${file:PATH}}
     */
    static PipelineConfig.Draft read(String pipeline, Map<String, String> environment, Predicate<String> mounted) {
        try {
            Path file = Files.createTempFile("pipeline", ".yaml");
            try {
                return readFile(Files.writeString(file, pipeline).toString(), environment, mounted);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a pipeline file that is here. */
    static PipelineConfig.Draft readFile(String pipeline, Map<String, String> environment, Predicate<String> mounted) {
        List<String> mistakes = new ArrayList<>(EnvironmentNames.warnings(environment));
        try {
            Path secret = Files.writeString(Files.createTempFile("secret", ".txt"), "secret");
            try {
                Map<String, String> here = new LinkedHashMap<>();
                environment.forEach((name, value) ->
                        here.put(name, SECRET_FILE.matcher(value).replaceAll(found -> {
                            if (!mounted.test(found.group(1))) {
                                mistakes.add(name + ": nothing is mounted at " + found.group(1));
                            }
                            return Matcher.quoteReplacement("${file:" + secret + "}");
                        })));
                PipelineConfig.Draft draft =
                        PipelineConfig.draft(List.of(new Layer.File(pipeline), new Layer.Environment(here)));
                mistakes.addAll(draft.mistakes());
                return new PipelineConfig.Draft(draft.config(), mistakes);
            } finally {
                Files.delete(secret);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
