package dev.arclet.config;

import dev.arclet.stream.Acceptance;
import dev.arclet.stream.StreamSettings;
import dev.arclet.stream.StreamSettings.Guarantee;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline as its file, the environment and the command line describe it, checked. The reference table in the README says what each
 * setting means and which values it takes.
 *
 * @param stream how the stream runs, with its topics
 * @param surveys names or files of the survey profiles
 * @param registry URL of a schema registry
 * @param schemaFolder folder of schema files
 * @param acceptance which alerts are scored
 * @param model name or folder of the model bundle
 * @param workers who computes scores
 * @param batchMax most pictures in a batch
 * @param batchDeadline time from submission to answer that batches keep to
 * @param stateFolder where state stores live
 * @param topicPartitions partitions of the topics that Arclet creates
 * @param topicReplication replicas of the topics that Arclet creates; empty: the broker's default
 * @param latencyBound time from send to publication that alerts are counted against
 */
public record PipelineConfig(
        StreamSettings stream,
        List<String> surveys,
        Optional<String> registry,
        Optional<String> schemaFolder,
        Acceptance acceptance,
        String model,
        List<WorkerConfig> workers,
        int batchMax,
        Optional<Duration> batchDeadline,
        String stateFolder,
        int topicPartitions,
        Optional<Short> topicReplication,
        Duration latencyBound) {

    /**
     * Reads a pipeline file.
     *
     * @param file a path, or the name of a file that ships, such as {@code topology/lsst.yaml}
     * @param environment variables such as {@code ARCLET_STREAM_THREADS}
     * @param sets settings by dotted path, which win over all others
     * @throws ConfigException with all mistakes
     */
    public static PipelineConfig load(String file, Map<String, String> environment, Map<String, String> sets)
            throws ConfigException {
        PipelineFile source = PipelineFile.read(file, environment, sets);
        PipelineConfig config = new PipelineConfig(
                stream(source),
                source.get(Keys.ALERTS_SURVEYS),
                source.get(Keys.SCHEMAS_REGISTRY),
                source.get(Keys.SCHEMAS_FOLDER),
                new Acceptance(source.get(Keys.ACCEPT_SOLAR_SYSTEM), source.get(Keys.ACCEPT_RULES)),
                source.get(Keys.MODEL),
                source.get(Keys.WORKERS),
                source.get(Keys.BATCH_MAX),
                source.get(Keys.BATCH_DEADLINE),
                source.get(Keys.STATE_FOLDER),
                source.get(Keys.PARTITIONS),
                source.get(Keys.REPLICATION).map(Integer::shortValue),
                source.get(Keys.LATENCY_BOUND));
        source.throwMistakes();
        return config;
    }

    private static StreamSettings stream(PipelineFile source) {
        Guarantee guarantee = source.get(Keys.GUARANTEE);
        Duration usualCommit = guarantee == Guarantee.EXACTLY_ONCE ? Duration.ofMillis(100) : Duration.ofSeconds(1);
        return new StreamSettings(
                source.get(Keys.APPLICATION),
                source.get(Keys.ALERTS_TOPIC),
                source.get(Keys.SCORES),
                source.get(Keys.CANDIDATES),
                source.get(Keys.DEAD_LETTERS),
                guarantee,
                source.get(Keys.THREADS),
                source.get(Keys.COMMIT_EVERY).orElse(usualCommit),
                source.get(Keys.PUBLISH_EVERY),
                source.get(Keys.IN_FLIGHT),
                source.get(Keys.WORKER_PATIENCE),
                source.get(Keys.SCHEMAS_PATIENCE));
    }
}
