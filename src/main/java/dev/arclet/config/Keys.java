package dev.arclet.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arclet.scoring.remote.HeaderText;
import dev.arclet.stream.AcceptRule;
import dev.arclet.stream.Condition;
import dev.arclet.stream.OutputTopic;
import dev.arclet.stream.StreamSettings.Guarantee;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every setting of the pipeline file, in the order of the road. The reference table in docs/settings.md is made from this list. */
final class Keys {
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    static final Key<String> APPLICATION = new Key<>(
            "application",
            "arclet",
            Kinds.topic(),
            "Kafka Streams' application id: the consumer group and the prefix of internal topics.");

    static final Key<String> ALERTS_TOPIC = new Key<>(
            "alerts.topic",
            "lsst-alerts",
            Kinds.topicOrPattern(),
            "Topic that alerts come from, or a pattern such as lsst-alerts-v* for all topics whose names fit it, new ones included.");
    static final Key<List<String>> ALERTS_SURVEYS = new Key<>(
            "alerts.surveys",
            "[lsst, ztf]",
            Kinds.filledList(
                    "a list of profile names or .yaml files", Kinds.text("a profile name or .yaml file")::read),
            "Survey profiles; the first that recognises an alert's schema reads it.");
    static final Key<Optional<String>> SCHEMAS_REGISTRY = new Key<>(
            "alerts.schemas.registry",
            "none",
            Kinds.optional(Kinds.text("a URL")),
            "Schema registry that answers GET /schemas/ids/{id}.");
    static final Key<Optional<String>> SCHEMAS_FOLDER = new Key<>(
            "alerts.schemas.folder",
            "none",
            Kinds.optional(Kinds.text("a folder")),
            "Folder of schema files: MAJOR/MINOR/*.avsc as Rubin lays them out, or ID.avsc.");
    static final Key<Duration> SCHEMAS_PATIENCE = new Key<>(
            "alerts.schemas.patience",
            "2m",
            Kinds.duration(SECOND, Duration.ofMinutes(4)),
            "How long to wait for a registry that does not answer before stopping with an error.");

    static final Key<Duration> SCHEMAS_UNKNOWN_WAIT = new Key<>(
            "alerts.schemas.unknownWait",
            "1m",
            Kinds.duration(Duration.ZERO, Duration.ofMinutes(3)),
            "How long alerts wait for a schema id that neither registry nor folder knows yet, before they become dead letters.");

    static final Key<Boolean> ACCEPT_SOLAR_SYSTEM = new Key<>(
            "accept.solarSystem", "false", Kinds.yesOrNo(), "Whether alerts of Solar System objects are scored.");
    static final Key<List<AcceptRule>> ACCEPT_RULES = new Key<>(
            "accept.rules",
            "[]",
            Kinds.list("a list of {reason: WORD, require: 'QUANTITY COMPARISON NUMBER'}", Keys::rule),
            "Conditions that an alert must meet to be scored; one that fails is skipped with the reason.");

    static final Key<List<Condition>> TRIAGE_FIRST = new Key<>(
            "triage.first",
            "[]",
            Kinds.list("a list of 'QUANTITY COMPARISON NUMBER'", node -> Condition.parse(node.asText())),
            "Conditions as in accept.rules: an alert that meets all of them goes before others when pictures wait for a worker."
                    + " One whose quantity was not measured does not.");
    static final Key<Optional<Duration>> SHED_AFTER = new Key<>(
            "triage.shedAfter",
            "none",
            Kinds.optional(Kinds.duration(SECOND, Duration.ofDays(7))),
            "Alerts that were sent longer ago than this are skipped as shed and not scored late; the option --shed sets it.");
    static final Key<Optional<Duration>> SHED_FIRST_AFTER = new Key<>(
            "triage.shedFirstAfter",
            "none",
            Kinds.optional(Kinds.duration(SECOND, Duration.ofDays(7))),
            "The same for alerts that triage.first puts first; none: they are not shed.");

    static final Key<List<WatchListConfig>> WATCH_LISTS = new Key<>(
            "watchLists",
            "[]",
            WatchListReader.listAt("watchLists"),
            "Known lenses and other targets: scores at their places name them; a table below has a list's settings.");

    static final Key<String> MODEL = new Key<>(
            "model", "arclet-s", Kinds.text("a shipped model's name or a bundle folder"), "The network that scores.");

    static final Key<List<WorkerConfig>> WORKERS = new Key<>(
            "scoring.workers",
            "[{kind: local}]",
            WorkerReader.listAt("scoring.workers"),
            "Who computes scores; the next table has a worker's settings.");
    static final Key<Integer> BATCH_MAX =
            new Key<>("scoring.batch.max", "32", Kinds.whole(1, 1024), "Most pictures in a batch.");
    static final Key<Optional<Duration>> BATCH_DEADLINE = new Key<>(
            "scoring.batch.deadline",
            "none",
            Kinds.optional(Kinds.duration(MILLISECOND, HOUR)),
            "Batches stay small enough for the oldest picture in them to be answered within this time of its submission.");
    static final Key<Optional<Double>> HEDGE_AFTER = new Key<>(
            "scoring.hedgeAfter",
            "none",
            Kinds.optional(Kinds.number(1, 1000)),
            "A batch that takes more than so many times as long as 99 in 100 such batches of its worker is given to another"
                    + " device too, and the first answer counts. At most one picture in 20 is scored twice.");
    static final Key<Integer> IN_FLIGHT = new Key<>(
            "scoring.inFlight",
            "256",
            Kinds.whole(1, 100_000),
            "Alerts that one partition may have with the workers; at the limit it waits.");
    static final Key<Duration> WORKER_PATIENCE = new Key<>(
            "scoring.patience",
            "1m",
            Kinds.duration(SECOND, Duration.ofMinutes(4)),
            "How long to go on without any worker before stopping with an error.");

    static final Key<Guarantee> GUARANTEE = new Key<>(
            "stream.guarantee",
            "at_least_once",
            Kinds.oneOf(Guarantee.class, Guarantee::kafkaName),
            "What a crash may do: repeat some scores, or nothing (at some latency).");
    static final Key<Integer> THREADS =
            new Key<>("stream.threads", "2", Kinds.whole(1, 256), "Stream threads; at most one a partition is of use.");
    static final Key<Optional<Duration>> COMMIT_EVERY = new Key<>(
            "stream.commitEvery",
            "none",
            Kinds.optional(Kinds.duration(Duration.ofMillis(10), Duration.ofMinutes(1))),
            "Commit interval; none: 1s at least once, 100ms exactly once.");
    static final Key<Duration> PUBLISH_EVERY = new Key<>(
            "stream.publishEvery",
            "5ms",
            Kinds.duration(MILLISECOND, SECOND),
            "How often finished scores are looked for while no alert comes in.");
    static final Key<Optional<Duration>> KEEP_OBJECTS = new Key<>(
            "stream.keepObjects",
            "400d",
            Kinds.optional(Kinds.duration(Duration.ofDays(1), Duration.ofDays(10_000))),
            "How long an object's stamps and the ids of its alerts are remembered after its last alert, in whole days; none: for ever.");
    static final Key<String> STATE_FOLDER = new Key<>(
            "stream.state",
            "arclet-state",
            Kinds.text("a folder"),
            "Where state lives: each object's stamps (about 12 kB an object).");

    static final Key<String> SCORES =
            new Key<>("output.scores", "lens-scores", Kinds.topic(), "Topic of outcomes, one record an alert.");
    static final Key<String> CANDIDATES = new Key<>(
            "output.candidates",
            "lens-candidates",
            Kinds.topic(),
            "Topic of scores over the threshold, with pictures.");
    static final Key<String> DEAD_LETTERS = new Key<>(
            "output.deadLetters", "lens-dead-letters", Kinds.topic(), "Topic of alerts that can't be read or scored.");

    static final Key<List<OutputTopic>> OUTPUT_TOPICS = new Key<>(
            "output.topics",
            "[]",
            OutputTopicReader.listAt("output.topics"),
            "More topics, each with the scores that someone downstream wants; a table below has a topic's settings.");

    static final Key<Integer> PARTITIONS = new Key<>(
            "topics.partitions", "4", Kinds.whole(1, 10_000), "Partitions of the topics that Arclet creates.");
    static final Key<Optional<Integer>> REPLICATION = new Key<>(
            "topics.replication",
            "none",
            Kinds.optional(Kinds.whole(1, 10)),
            "Replicas of the topics that Arclet creates, internal ones too; none: the broker's default.");

    static final Key<Boolean> APPEND_TIME = new Key<>(
            "topics.appendTime",
            "false",
            Kinds.yesOrNo(),
            "Whether the broker stamps records of the output topics that Arclet creates when they arrive, so that consumers"
                    + " can tell its part of the latency; false: they keep their alert's own time.");

    static final Key<Duration> LATENCY_BOUND = new Key<>(
            "latency.bound",
            "60s",
            Kinds.duration(MILLISECOND, Duration.ofHours(24)),
            "Alerts inside and outside this time from send to publication are counted; Rubin promises its own 60s for 98 %.");

    static final Key<Integer> WEB_PORT =
            new Key<>("web.port", "8470", Kinds.whole(0, 65_535), "Port of the dashboard, metrics and health; 0: any.");
    static final Key<String> WEB_HOST = new Key<>(
            "web.host",
            "localhost",
            Kinds.text("a name or address of this machine"),
            "Where the web port listens; 0.0.0.0: everywhere, which needs web.token.");
    static final Key<Optional<HeaderText>> WEB_TOKEN = new Key<>(
            "web.token",
            "none",
            Kinds.direct("text in which ${env:NAME} and ${file:PATH} stand for secrets, or none", Keys::token),
            "What readers of the web port must show, as bearer token or as password of any user; /health is open to all.");

    static final List<Key<?>> ALL = List.of(
            APPLICATION,
            ALERTS_TOPIC,
            ALERTS_SURVEYS,
            SCHEMAS_REGISTRY,
            SCHEMAS_FOLDER,
            SCHEMAS_PATIENCE,
            SCHEMAS_UNKNOWN_WAIT,
            ACCEPT_SOLAR_SYSTEM,
            ACCEPT_RULES,
            TRIAGE_FIRST,
            SHED_AFTER,
            SHED_FIRST_AFTER,
            WATCH_LISTS,
            MODEL,
            WORKERS,
            BATCH_MAX,
            BATCH_DEADLINE,
            HEDGE_AFTER,
            IN_FLIGHT,
            WORKER_PATIENCE,
            GUARANTEE,
            THREADS,
            COMMIT_EVERY,
            PUBLISH_EVERY,
            KEEP_OBJECTS,
            STATE_FOLDER,
            SCORES,
            CANDIDATES,
            DEAD_LETTERS,
            OUTPUT_TOPICS,
            PARTITIONS,
            REPLICATION,
            APPEND_TIME,
            LATENCY_BOUND,
            WEB_PORT,
            WEB_HOST,
            WEB_TOKEN);

    static final Map<String, Key<?>> BY_PATH = by(Key::path);
    static final Map<String, Key<?>> BY_ENVIRONMENT_NAME = by(Key::environmentName);

    private Keys() {}

    private static Map<String, Key<?>> by(Function<Key<?>, String> name) {
        return ALL.stream().collect(Collectors.toUnmodifiableMap(name, Function.identity()));
    }

    /** Resolved once, so that a variable or file that is missing shows when the settings are read. */
    private static Optional<HeaderText> token(JsonNode node) {
        if (node.isNull() || node.asText().matches("none|")) {
            return Optional.empty();
        }
        HeaderText token = new HeaderText(node.asText());
        token.resolve();
        return Optional.of(token);
    }

    private static AcceptRule rule(JsonNode node) {
        String reason = node.path("reason").asText("");
        String condition = node.path("require").asText("");
        if (!reason.matches("[a-z][a-z0-9_]*") || condition.isBlank() || node.size() != 2) {
            throw new IllegalArgumentException(
                    node + " is not a rule; write {reason: faint, require: 'snr >= 5'}, the reason in lower case");
        }
        return AcceptRule.parse(reason, condition);
    }
}
