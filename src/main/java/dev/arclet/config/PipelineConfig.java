package dev.arclet.config;

import dev.arclet.stream.Acceptance;
import dev.arclet.stream.AlertTopics;
import dev.arclet.stream.InternalTopics;
import dev.arclet.stream.OutputTopic;
import dev.arclet.stream.StreamSettings;
import dev.arclet.stream.StreamSettings.Guarantee;
import dev.arclet.stream.Triage;
import dev.arclet.text.Durations;
import dev.arclet.web.WebSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A pipeline as its file, the environment and the command line describe it, checked. docs/settings.md says what each
 * setting means and which values it takes.
 *
 * @param stream how the stream runs, with its topics
 * @param surveys names or files of the survey profiles
 * @param registry URL of a schema registry
 * @param schemaFolder folder of schema files
 * @param unknownSchemaWait how long alerts wait for a schema id that no source knows yet
 * @param acceptance which alerts are scored
 * @param watchLists targets that scores are matched with
 * @param model name or folder of the model bundle
 * @param workers who computes scores
 * @param batchMax most pictures in a batch
 * @param batchDeadline time from submission to answer that batches keep to
 * @param hedgeAfter times a worker's usual longest time after which another gets its batch too; empty: never
 * @param stateFolder where state stores live
 * @param outputTopics topics of some scores only, beside those of the stream
 * @param topicPartitions partitions of the topics that Arclet creates
 * @param topicReplication replicas of the topics that Arclet creates; empty: the broker's default
 * @param topicAppendTime whether output topics that Arclet creates hold the broker's time
 * @param latencyBound time from send to publication that alerts are counted against
 * @param web where the web port listens and who may read it
 * @param places where each setting that is no default was given, by its dotted path
 */
public record PipelineConfig(
        StreamSettings stream,
        List<String> surveys,
        Optional<String> registry,
        Optional<String> schemaFolder,
        Duration unknownSchemaWait,
        Acceptance acceptance,
        List<WatchListConfig> watchLists,
        String model,
        List<WorkerConfig> workers,
        int batchMax,
        Optional<Duration> batchDeadline,
        Optional<Double> hedgeAfter,
        String stateFolder,
        List<OutputTopic> outputTopics,
        int topicPartitions,
        Optional<Short> topicReplication,
        boolean topicAppendTime,
        Duration latencyBound,
        WebSettings web,
        Map<String, String> places) {

    public PipelineConfig {
        surveys = List.copyOf(surveys);
        watchLists = List.copyOf(watchLists);
        outputTopics = List.copyOf(outputTopics);
        workers = List.copyOf(workers);
        places = Map.copyOf(places);
    }

    /**
     * A configuration as far as it could be read.
     *
     * @param config where a setting is mistaken, it has its default
     * @param mistakes each with its place, the value and the way out
     */
    public record Draft(PipelineConfig config, List<String> mistakes) {
        public Draft {
            mistakes = List.copyOf(mistakes);
        }
    }

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
        return load(
                List.of(new Layer.File(file), new Layer.Environment(environment), new Layer.Settings("--set", sets)));
    }

    /**
     * Reads all layers.
     *
     * @param layers the later ones lie on the earlier ones; below all are the settings' own defaults
     * @throws ConfigException with all mistakes
     */
    public static PipelineConfig load(List<Layer> layers) throws ConfigException {
        Draft draft = draft(layers);
        if (!draft.mistakes().isEmpty()) {
            throw new ConfigException(draft.mistakes());
        }
        return draft.config();
    }

    /** Reads all layers, and goes on past mistakes, for those who look for more of them. */
    public static Draft draft(List<Layer> layers) {
        LayeredSettings settings = new LayeredSettings(layers);
        PipelineConfig config = new PipelineConfig(
                stream(settings),
                settings.get(Keys.ALERTS_SURVEYS),
                settings.get(Keys.SCHEMAS_REGISTRY),
                settings.get(Keys.SCHEMAS_FOLDER),
                settings.get(Keys.SCHEMAS_UNKNOWN_WAIT),
                new Acceptance(settings.get(Keys.ACCEPT_SOLAR_SYSTEM), settings.get(Keys.ACCEPT_RULES)),
                settings.get(Keys.WATCH_LISTS),
                settings.get(Keys.MODEL),
                settings.get(Keys.WORKERS),
                settings.get(Keys.BATCH_MAX),
                settings.get(Keys.BATCH_DEADLINE),
                settings.get(Keys.HEDGE_AFTER),
                settings.get(Keys.STATE_FOLDER),
                settings.get(Keys.OUTPUT_TOPICS),
                settings.get(Keys.PARTITIONS),
                settings.get(Keys.REPLICATION).map(Integer::shortValue),
                settings.get(Keys.APPEND_TIME),
                settings.get(Keys.LATENCY_BOUND),
                new WebSettings(settings.get(Keys.WEB_HOST), settings.get(Keys.WEB_PORT), settings.get(Keys.WEB_TOKEN)),
                settings.places());
        List<String> mistakes = new ArrayList<>(settings.mistakes());
        mistakes.addAll(config.sharedTopics());
        mistakes.addAll(config.ownTopicsTakenForAlerts());
        mistakes.addAll(config.longTimeouts());
        mistakes.addAll(config.longSchemaWait());
        mistakes.addAll(config.openWeb());
        if (!settings.isMistaken(Keys.WATCH_LISTS)) {
            mistakes.addAll(config.unknownLists());
        }
        return new Draft(config, mistakes);
    }

    /**
     * The same pipeline apart from the live one: its application and all its topics have {@code -ID} behind their names, so that neither
     * sees the other's alerts, scores or candidates.
     *
     * @param id letters, digits and {@code -}
     */
    public PipelineConfig forRun(String id) {
        String suffix = "-" + id;
        StreamSettings apart = new StreamSettings(
                stream.applicationId() + suffix,
                stream.alerts() + suffix,
                stream.scores() + suffix,
                stream.candidates() + suffix,
                stream.deadLetters() + suffix,
                stream.guarantee(),
                stream.threads(),
                stream.commitEvery(),
                stream.publishEvery(),
                stream.inFlightLimit(),
                stream.workerPatience(),
                stream.schemaPatience(),
                stream.triage(),
                stream.keepObjects());
        return new PipelineConfig(
                apart,
                surveys,
                registry,
                schemaFolder,
                unknownSchemaWait,
                acceptance,
                watchLists,
                model,
                workers,
                batchMax,
                batchDeadline,
                hedgeAfter,
                stateFolder,
                outputTopics.stream()
                        .map(output -> output.named(output.topic() + suffix))
                        .toList(),
                topicPartitions,
                topicReplication,
                topicAppendTime,
                latencyBound,
                web,
                places);
    }

    /**
     * A mistake that shows only when a setting is used, with the place of that setting: {@code my.yaml: model: there is no model x}.
     *
     * @param path of the setting, dotted
     * @param what is wrong, with the value and the way out
     */
    public String mistake(String path, String what) {
        return places.getOrDefault(path, "default") + ": " + path + ": " + what;
    }

    /** Of a setting, or of a value within it. */
    private String place(String path) {
        return places.getOrDefault(path.replaceFirst("\\[.*", ""), "default");
    }

    /** What one should know before one believes the figures or the scores of this pipeline, in a sentence each. */
    public List<String> cautions() {
        return workers.stream()
                .filter(WorkerConfig.Modelled.class::isInstance)
                .map(WorkerConfig.Modelled.class::cast)
                .map(modelled -> "scoring.workers has a modelled device, "
                        + modelled.device().name() + " ("
                        + modelled.device().device() + "): its times are from a description, its scores "
                        + (modelled.scored() ? "this machine's" : "all 0"))
                .toList();
    }

    /** Two topics of one name would feed a pipeline with its own output, or mix records of two kinds. */
    private List<String> sharedTopics() {
        Map<String, String> settingOf = new HashMap<>();
        List<String> mistakes = new ArrayList<>();
        settingOf.put(stream.alerts(), Keys.ALERTS_TOPIC.path());
        topicsOut().forEach((path, topic) -> {
            String other = settingOf.putIfAbsent(topic, path);
            if (other != null) {
                mistakes.add(String.format(
                        "%s: %s is %s, as %s is; give each a topic of its own", place(path), path, topic, other));
            }
        });
        return mistakes;
    }

    /** What the pipeline writes must not come back to it as alerts. */
    private List<String> ownTopicsTakenForAlerts() {
        AlertTopics alerts = stream.alertTopics();
        if (!alerts.isPattern()) {
            return List.of();
        }
        List<String> mistakes = new ArrayList<>();
        topicsOut().forEach((path, topic) -> {
            if (alerts.contain(topic)) {
                mistakes.add(String.format(
                        "%s: %s is %s, which fits %s, %s, and would be read as alerts; rename it, or narrow the pattern",
                        place(path), path, topic, Keys.ALERTS_TOPIC.path(), alerts));
            }
        });
        alerts.among(InternalTopics.names(stream.applicationId()))
                .forEach(topic -> mistakes.add(mistake(
                        Keys.APPLICATION.path(),
                        "its own topic " + topic + " fits " + Keys.ALERTS_TOPIC.path() + ", " + alerts
                                + ", and would be read as alerts; give another name, or narrow the pattern")));
        return mistakes;
    }

    /** A server that hangs would be given up only after the stream has. */
    private List<String> longTimeouts() {
        Duration patience = stream.workerPatience();
        return workers.stream()
                .filter(WorkerConfig.Remote.class::isInstance)
                .map(WorkerConfig.Remote.class::cast)
                .filter(remote -> remote.connection().timeout().compareTo(patience) >= 0)
                .map(remote -> mistake(
                        Keys.WORKERS.path(),
                        "timeout of " + remote.name() + " is "
                                + Durations.text(remote.connection().timeout()) + ", and " + Keys.WORKER_PATIENCE.path()
                                + " is " + Durations.text(patience) + "; give a shorter timeout, or more patience"))
                .toList();
    }

    /** The stream would be stopped where the alert is to become a dead letter. */
    private List<String> longSchemaWait() {
        Duration patience = stream.schemaPatience();
        return unknownSchemaWait.compareTo(patience) < 0
                ? List.of()
                : List.of(mistake(
                        Keys.SCHEMAS_UNKNOWN_WAIT.path(),
                        "is " + Durations.text(unknownSchemaWait) + ", and " + Keys.SCHEMAS_PATIENCE.path() + " is "
                                + Durations.text(patience) + "; give a shorter wait, or more patience"));
    }

    /** Alerts may be embargoed; a port that all can read must not be opened by one word. */
    private List<String> openWeb() {
        return web.isLoopback() || web.token().isPresent()
                ? List.of()
                : List.of(mistake(
                        Keys.WEB_HOST.path(),
                        web.host() + " lets others than this machine read the web port; give web.token too, such as"
                                + " ${file:/run/secrets/arclet-web}, or localhost"));
    }

    /** Whether a setting was given, or has its default. */
    public boolean isGiven(String path) {
        return places.containsKey(path);
    }

    /** A list that is not there would select nothing, or leave nothing out. */
    private List<String> unknownLists() {
        List<String> known = watchLists.stream().map(WatchListConfig::name).toList();
        List<String> mistakes = new ArrayList<>();
        for (int i = 0; i < outputTopics.size(); i++) {
            String path = Keys.OUTPUT_TOPICS.path() + "[" + i + "]";
            addUnknownLists(path + ".onLists", outputTopics.get(i).selection().onLists(), known, mistakes);
            addUnknownLists(path + ".offLists", outputTopics.get(i).selection().offLists(), known, mistakes);
        }
        return mistakes;
    }

    private void addUnknownLists(String path, Set<String> named, List<String> known, List<String> mistakes) {
        named.stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .forEach(name -> mistakes.add(String.format(
                        "%s: %s has %s, and there is no such list under %s%s",
                        place(path),
                        path,
                        name,
                        Keys.WATCH_LISTS.path(),
                        Spelling.nearest(name, known)
                                .map(nearest -> "; did you mean " + nearest + "?")
                                .orElse("; add it there, or leave it out"))));
    }

    private Map<String, String> topicsOut() {
        Map<String, String> topics = new LinkedHashMap<>();
        topics.put(Keys.SCORES.path(), stream.scores());
        topics.put(Keys.CANDIDATES.path(), stream.candidates());
        topics.put(Keys.DEAD_LETTERS.path(), stream.deadLetters());
        for (int i = 0; i < outputTopics.size(); i++) {
            topics.put(
                    Keys.OUTPUT_TOPICS.path() + "[" + i + "].topic",
                    outputTopics.get(i).topic());
        }
        return topics;
    }

    private static StreamSettings stream(LayeredSettings settings) {
        Guarantee guarantee = settings.get(Keys.GUARANTEE);
        Duration usualCommit = guarantee == Guarantee.EXACTLY_ONCE ? Duration.ofMillis(100) : Duration.ofSeconds(1);
        return new StreamSettings(
                settings.get(Keys.APPLICATION),
                settings.get(Keys.ALERTS_TOPIC),
                settings.get(Keys.SCORES),
                settings.get(Keys.CANDIDATES),
                settings.get(Keys.DEAD_LETTERS),
                guarantee,
                settings.get(Keys.THREADS),
                settings.get(Keys.COMMIT_EVERY).orElse(usualCommit),
                settings.get(Keys.PUBLISH_EVERY),
                settings.get(Keys.IN_FLIGHT),
                settings.get(Keys.WORKER_PATIENCE),
                settings.get(Keys.SCHEMAS_PATIENCE),
                new Triage(
                        settings.get(Keys.TRIAGE_FIRST),
                        settings.get(Keys.SHED_AFTER),
                        settings.get(Keys.SHED_FIRST_AFTER)),
                settings.get(Keys.KEEP_OBJECTS));
    }
}
