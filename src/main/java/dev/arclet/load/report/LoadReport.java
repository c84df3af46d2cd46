package dev.arclet.load.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.arclet.load.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A load test's report; docs/loadtest.md describes its JSON form.
 *
 * @param schema version of the JSON form
 * @param created when, ISO 8601
 * @param settings what was asked for and of what, in the words of the command line
 * @param machine on which it ran
 * @param verdict what came of it
 * @param figures by name, over the runs
 * @param probes short runs on the way to the largest rate
 * @param runs the measurements
 */
public record LoadReport(
        String schema,
        String created,
        Map<String, String> settings,
        Map<String, String> machine,
        Verdict verdict,
        Map<String, Spread> figures,
        List<RunResult> probes,
        List<RunResult> runs) {
    private static final String SCHEMA = "arclet-loadtest-1";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public LoadReport {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        machine = Collections.unmodifiableMap(new LinkedHashMap<>(machine));
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        probes = List.copyOf(probes);
        runs = List.copyOf(runs);
    }

    /**
     * What came of it.
     *
     * @param valid whether all runs are measurements
     * @param held whether all runs held their bounds; empty without bounds
     * @param rate the largest that held, if one was looked for and found, alerts a second
     * @param problems why it is no measurement
     * @param cautions what one should know before one believes the figures
     */
    public record Verdict(
            boolean valid,
            Optional<Boolean> held,
            Optional<Double> rate,
            List<String> problems,
            List<String> cautions) {
        public Verdict {
            problems = List.copyOf(problems);
            cautions = List.copyOf(cautions);
        }

        /** Whether it is a measurement and held what it had to hold. */
        public boolean passed() {
            return valid && held.orElse(true);
        }
    }

    /** In the present JSON form, of now. */
    public LoadReport(
            Map<String, String> settings,
            Map<String, String> machine,
            Verdict verdict,
            List<RunResult> probes,
            List<RunResult> runs) {
        this(SCHEMA, Instant.now().toString(), settings, machine, verdict, Figure.of(runs), probes, runs);
    }

    /** Writes the JSON form. */
    public void writeJson(Path file) throws IOException {
        Files.write(file, JSON.writeValueAsBytes(this));
    }

    /** Writes the page. */
    public void writePage(Path file) throws IOException {
        Files.writeString(file, new LoadPage(this).html());
    }

    /**
     * Reads the JSON form.
     *
     * @throws IOException if it can't be read, or is no load test's report of this version
     */
    public static LoadReport read(Path file) throws IOException {
        LoadReport report;
        try {
            report = JSON.readValue(Files.readAllBytes(file), LoadReport.class);
        } catch (JacksonException e) {
            throw new IOException(file + " is no load test's report; give a loadtest.json", e);
        }
        if (!SCHEMA.equals(report.schema())) {
            throw new IOException(
                    "%s has schema %s; this version of Arclet reads %s".formatted(file, report.schema(), SCHEMA));
        }
        return report;
    }
}
