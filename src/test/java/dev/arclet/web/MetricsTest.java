package dev.arclet.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus gets, and whether the documentation, the alert rules and the Grafana dashboard ask for what is there. */
class MetricsTest {
    private static final Pattern SAMPLE = Pattern.compile("^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)$");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"");
    /** A metric's name in a query, with its selector. */
    private static final Pattern SELECTED = Pattern.compile("\\b([a-z][a-z0-9_]*_[a-z0-9_]+)\\b(?:\\{([^}]*)})?");

    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
    private static final Set<String> FUNCTIONS = Set.of(
            "histogram_quantile", "sum_over_time", "avg_over_time", "max_over_time", "count_values", "label_replace");

    @TempDir
    private static Path folder;

    private static final Set<String> LATE = Set.of("kafka_stream_state_put_rate", "jvm_gc_pause_seconds_sum");

    private static RunningPipeline pipeline;
    /** Labels by metric, over all its samples. */
    private static final Map<String, Set<String>> LABELS = new TreeMap<>();

    @BeforeAll
    static void scrapeAPipelineThatHasRun() throws Exception {
        pipeline = new RunningPipeline(folder);
        pipeline.sendNight();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        // Kafka Streams' own metrics are looked for every few seconds, and a collection of garbage is counted once
        // there was one.
        System.gc();
        while (!LABELS.keySet().containsAll(LATE) && System.nanoTime() < end) {
            LABELS.clear();
            Client.text(pipeline.url() + "metrics").lines().forEach(MetricsTest::take);
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static void take(String line) {
        SAMPLE.matcher(line).results().forEach(sample -> {
            Set<String> labels = LABELS.computeIfAbsent(sample.group(1), name -> new HashSet<>());
            if (sample.group(2) != null) {
                LABEL.matcher(sample.group(2)).results().forEach(label -> labels.add(label.group(1)));
            }
        });
    }

    @AfterAll
    static void stop() {
        pipeline.close();
    }

    @Test
    void prometheusGetsArcletsOwnMetricsKafkaStreamsAndJavas() {
        assertEquals(Set.of("outcome", "reason"), LABELS.get("arclet_alerts_total"));
        assertEquals(Set.of("stage", "le"), LABELS.get("arclet_stage_latency_seconds_bucket"));
        assertEquals(Set.of("worker"), LABELS.get("arclet_worker_pictures_total"));
        assertTrue(LABELS.containsKey("jvm_memory_used_bytes"));
        assertTrue(
                LABELS.keySet().stream().anyMatch(name -> name.startsWith("kafka_stream_thread_")),
                LABELS.keySet().toString());
        assertTrue(LABELS.keySet().stream().anyMatch(name -> name.startsWith("kafka_consumer_fetch_manager_")));
    }

    @Test
    void thePageNamesEveryMetricOfArcletsAndNoneThatIsNotThere() throws Exception {
        Set<String> documented = new TreeSet<>();
        Pattern.compile("`(arclet\\.[a-z.]+)`")
                .matcher(Files.readString(Path.of("docs/metrics.md")))
                .results()
                .forEach(name -> documented.add(name.group(1).replace('.', '_')));
        Set<String> there = new TreeSet<>();
        LABELS.keySet().stream()
                .filter(name -> name.startsWith("arclet_"))
                .forEach(name -> there.add(name.replaceFirst("(_seconds)?(_total|_bucket|_count|_sum|_max)?$", "")));

        assertEquals(there, documented);
    }

    @Test
    void everyAlertRuleAsksForWhatIsThereAndHasItsPlaceInTheRunbook() throws Exception {
        JsonNode rules = new YAMLMapper()
                .readTree(Path.of("deploy/prometheus/alerts.yaml").toFile());
        List<String> sections = Files.readAllLines(Path.of("docs/runbook.md")).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();
        List<String> rulesInOrder = new ArrayList<>();
        for (JsonNode group : rules.path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                String name = rule.path("alert").asText();
                assertAsksForWhatIsThere(name, rule.path("expr").asText());
                rulesInOrder.add(name);
                assertEquals(
                        "docs/runbook.md#" + name.toLowerCase(Locale.ROOT),
                        rule.path("annotations").path("runbook").asText(),
                        name);
                assertFalse(rule.path("annotations").path("summary").asText().isBlank(), name);
            }
        }
        assertTrue(rulesInOrder.size() >= 6, "only these rules were found: " + rulesInOrder);
        assertEquals(sections, rulesInOrder, "docs/runbook.md has a section for each rule, and no other");
    }

    /** Prometheus tells a rate from two samples, so the first dead letters would go unseen if their counter began with them. */
    @Test
    void whatRulesCountIsThereBeforeTheFirstOne() throws Exception {
        List<String> page = Client.text(pipeline.url() + "metrics").lines().toList();

        for (String never : List.of(
                "outcome=\"dead\",reason=\"corrupt\"",
                "outcome=\"dead\",reason=\"picture_rejected\"",
                "outcome=\"skipped\",reason=\"shed\"")) {
            assertTrue(page.contains("arclet_alerts_total{" + never + "} 0.0"), never);
        }
        assertTrue(page.contains("arclet_alerts_total{outcome=\"dead\",reason=\"framing\"} 1.0"));
    }

    @Test
    void everyPanelOfTheGrafanaDashboardAsksForWhatIsThere() throws Exception {
        JsonNode dashboard = new ObjectMapper()
                .readTree(Path.of("deploy/grafana/arclet.json").toFile());
        List<String> queries = new ArrayList<>();
        dashboard
                .findParents("expr")
                .forEach(target -> queries.add(target.path("expr").asText()));

        assertTrue(queries.size() >= 10, "only " + queries.size() + " queries were found");
        for (String query : queries) {
            assertAsksForWhatIsThere("panel", query);
        }
    }

    /** The control of the tests above. */
    @Test
    void aQueryForWhatIsNotThereIsNoticed() {
        assertFalse(missing("sum(rate(arclet_alerts_total[5m]))").iterator().hasNext());
        assertEquals(Set.of("arclet_alert_total"), missing("sum(rate(arclet_alert_total[5m]))"));
        assertEquals(
                Set.of("arclet_alerts_total has no label result"),
                missing("sum by (outcome) (rate(arclet_alerts_total{result=\"dead\"}[5m]))"));
        assertEquals(Set.of("no metric of the query has label stage"), missing("sum by (stage) (arclet_alerts_total)"));
    }

    private static void assertAsksForWhatIsThere(String where, String query) {
        assertEquals(Set.of(), missing(query), where + ": " + query);
        assertTrue(SELECTED.matcher(query).find() || query.contains("up{"), where + " asks for no metric: " + query);
    }

    private static Set<String> missing(String query) {
        Set<String> missing = new TreeSet<>();
        Set<String> known = new HashSet<>(Set.of("job", "instance", "le"));
        String plain = GROUPING.matcher(query).replaceAll("");
        for (MatchResult selected :
                SELECTED.matcher(withoutTexts(plain)).results().toList()) {
            String name = selected.group(1);
            if (FUNCTIONS.contains(name)) {
                continue;
            }
            if (!LABELS.containsKey(name)) {
                missing.add(name);
                continue;
            }
            known.addAll(LABELS.get(name));
            for (String label : labelsOf(selected.group(2))) {
                if (!LABELS.get(name).contains(label) && !label.matches("job|instance")) {
                    missing.add(name + " has no label " + label);
                }
            }
        }
        GROUPING.matcher(query).results().forEach(grouping -> {
            for (String label : grouping.group(1).split("\\s*,\\s*", -1)) {
                if (!label.isBlank() && !known.contains(label.strip()) && missing.isEmpty()) {
                    missing.add("no metric of the query has label " + label.strip());
                }
            }
        });
        return missing;
    }

    /** The texts between quotes may look like names. */
    private static String withoutTexts(String query) {
        return query.replaceAll("\"[^\"]*\"", "\"\"");
    }

    private static List<String> labelsOf(String selector) {
        return selector == null
                ? List.of()
                : Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)")
                        .matcher(selector)
                        .results()
                        .map(label -> label.group(1))
                        .toList();
    }
}
