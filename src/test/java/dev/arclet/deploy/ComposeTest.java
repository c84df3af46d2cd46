package dev.arclet.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docker compose up} would start what compose.yaml promises. */
class ComposeTest {
    private static final Path FILE = Path.of("compose.yaml");
    private static final Path TRITON = Path.of("deploy/compose/triton.env");

    @Test
    void allThatTheServicesNameAndAreToldIsRight() {
        assertEquals(List.of(), ComposeRules.mistakes(StrictYaml.document(FILE), Map.of()));
    }

    @Test
    void withTritonToo() {
        Map<String, String> variables = StrictYaml.text(TRITON)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        JsonNode compose = StrictYaml.document(FILE);

        assertEquals(List.of(), ComposeRules.mistakes(compose, variables));
        assertEquals("triton", compose.at("/services/triton/profiles/0").asText());
        assertEquals("triton", variables.get("COMPOSE_PROFILES"));
        assertTrue(variables.get("ARCLET_SCORING_WORKERS").contains("\"triton:8001\""));
    }

    /** Each rule finds the mistake that it is there for. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ARCLET_WEB_HOST: 0.0.0.0                | ARCLET_WEB_HOSTS: 0.0.0.0             | did you mean ARCLET_WEB_HOST
            [kind: local]                           | [kind: locals]                        | scoring.workers
            target: /run/secrets/web-token}         | target: /run/token}                   | nothing is mounted at /run/secrets/web-token
            run, --bootstrap                        | run, --boostrap                       | --boostrap
            --speed 10                              | --pace 10                             | --pace
            tmpfs: ["/tmp:exec,                     | tmpfs: ["/tmp:                        | native libraries
            topics: {condition                      | topic: {condition                     | there is no service topic
            kafka:/var/lib/kafka/data               | broker:/var/lib/kafka/data            | volume or file broker
            ./deploy/prometheus:                    | ./deploy/prom:                        | volume or file ./deploy/prom
            source: web-token                       | source: token                         | there is no config
            ["127.0.0.1:3000:3000"]                 | ["3000:3000"]                         | is open to others
            INSIDE://kafka:19092,HOST://            | HOST://                               | advertised.listeners
            KAFKA_NUM_PARTITIONS                    | KAFKA_NUMBER_PARTITIONS               | number.partitions is no setting
            max.message.bytes=16842752              | max.message.bytes=1000000             | max.message.bytes
            apache/kafka:4.3.1                      | apache/kafka                          | no fixed version
            """)
    void aMistakeIsFound(String right, String wrong, String message) {
        String text = StrictYaml.text(FILE);
        assertTrue(text.contains(right), "compose.yaml no longer says " + right);

        List<String> mistakes = ComposeRules.mistakes(
                StrictYaml.documents(text.replace(right, wrong)).get(0), Map.of());

        assertTrue(mistakes.stream().anyMatch(mistake -> mistake.contains(message)), mistakes.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "deploy/compose/triton.env"})
    void composeItselfReadsIt(String environmentFile) throws IOException {
        Tool.assumeThereIs("docker", "compose", "version");
        Tool.Answer answer = environmentFile.isEmpty()
                ? Tool.run("docker", "compose", "config", "--quiet")
                : Tool.run("docker", "compose", "--env-file", environmentFile, "config", "--quiet");

        assertEquals(0, answer.exitCode(), answer.text());
    }

    @Test
    void prometheusReadsArcletByTheNamesThatComposeGives() {
        JsonNode job =
                StrictYaml.document(Path.of("deploy/compose/prometheus.yaml")).at("/scrape_configs/0");
        JsonNode compose = StrictYaml.document(FILE);

        // The alert rules look for this job.
        assertEquals("arclet", job.path("job_name").asText());
        assertEquals("arclet:8470", job.at("/static_configs/0/targets/0").asText());
        assertTrue(compose.path("services").has("arclet"));
        assertEquals(
                compose.at("/services/prometheus/configs/0/target").asText(),
                job.at("/authorization/credentials_file").asText());
    }

    @Test
    void prometheusItselfReadsItsConfiguration() throws IOException {
        Tool.assumeThereIs("promtool", "--version");

        Tool.Answer answer = Tool.run("promtool", "check", "config", "--syntax-only", "deploy/compose/prometheus.yaml");

        assertEquals(0, answer.exitCode(), answer.text());
    }
}
