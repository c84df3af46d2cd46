package dev.arclet.stream;

import dev.arclet.latency.EpochMicros;
import dev.arclet.picture.Recipe;
import dev.arclet.picture.View;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.WorkerPool;
import dev.arclet.stream.state.CutOut;
import dev.arclet.stream.state.InFlight;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.BranchedKStream;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The road as a Kafka Streams topology:
 *
 * <pre>
 * alerts -> intake -> (cut-outs: re-keyed by object, see {@link #isRekeyed}) -> scoring -> scores, candidates, dead letters
 *              \-> scores (skipped)                                                            \-> scores (skipped, unscorable)
 *                                                                                               \-> each output topic that wants it
 * </pre>
 *
 * What intake can't decode goes to the dead letters by Kafka Streams' own handler ({@link DeadLetterHandler}).
 */
public final class LensTopology {
    /** Names the re-key topic, {@code APPLICATION-by-object-repartition}. */
    static final String REKEY = "by-object";

    /** Begins the names of branches to output topics, which are numbered: a topic's name may be as long as a node's. */
    private static final String SELECTED = "selected-";

    private static final Deserializer<SpecificRecord> NEVER_READ = (topic, bytes) -> {
        throw new UnsupportedOperationException("the topology only writes " + topic);
    };

    /** Each alert leaves a tombstone in the changelog of what is in flight, all of which is read at every start. */
    private static final Map<String, String> FORGET_SOON = Map.of(
            TopicConfig.DELETE_RETENTION_MS_CONFIG, "60000",
            TopicConfig.SEGMENT_MS_CONFIG, "600000",
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1");

    private final StreamSettings settings;
    private final List<OutputTopic> outputTopics;
    private final ModelBundle model;
    private final Intake intake;
    private final WorkerPool pool;
    private final Publisher publisher;
    private final Ledger ledger;
    private final EpochMicros clock;
    private final StopFlag stop = new StopFlag();
    private final FlushCount flushes = new FlushCount();
    private final HeadsOfLine heads = new HeadsOfLine();

    /** Without further output topics. All parts are shared by all stream threads. */
    public LensTopology(
            StreamSettings settings,
            ModelBundle model,
            Intake intake,
            WorkerPool pool,
            Publisher publisher,
            Ledger ledger,
            EpochMicros clock) {
        this(settings, List.of(), model, intake, pool, publisher, ledger, clock);
    }

    /** With topics for those who want some scores only. All parts are shared by all stream threads. */
    public LensTopology(
            StreamSettings settings,
            List<OutputTopic> outputTopics,
            ModelBundle model,
            Intake intake,
            WorkerPool pool,
            Publisher publisher,
            Ledger ledger,
            EpochMicros clock) {
        this.settings = settings;
        this.outputTopics = List.copyOf(outputTopics);
        this.model = model;
        this.intake = intake;
        this.pool = pool;
        this.publisher = publisher;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Counts flushes of the producers that the running topology gets. */
    public FlushCount flushCount() {
        return flushes;
    }

    /** Raised, it makes threads that wait for a schema or a worker give up. */
    public StopFlag stopFlag() {
        return stop;
    }

    /** What the tasks of the running topology would go on with next. */
    public HeadsOfLine headsOfLine() {
        return heads;
    }

    /**
     * Whether alerts go through the re-key topic: where the model looks at objects, which all need their alerts in one place, and where the
     * number of partitions that alerts come from can change, which that of the stores can't.
     */
    public static boolean isRekeyed(ModelBundle model, StreamSettings settings) {
        return model.recipe().view() == View.OBJECT || settings.alertTopics().isPattern();
    }

    /** Builds it; the re-key topic, if it is not there yet, gets as many partitions as the topics of alerts have. */
    public Topology build() {
        return build(OptionalInt.empty());
    }

    /**
     * Builds it.
     *
     * @param rekeyPartitions how many partitions the re-key topic has or is to have, however many the topics of alerts get
     */
    public Topology build(OptionalInt rekeyPartitions) {
        boolean atLeastOnce = settings.guarantee() == StreamSettings.Guarantee.AT_LEAST_ONCE;
        return build(
                rekeyPartitions,
                store -> atLeastOnce
                        ? new AckedInFlightLog(new StoredInFlightLog(store), flushes)
                        : new StoredInFlightLog(store));
    }

    /** Builds it with another log of what is in flight, so that tests can show what that is for. */
    Topology build(Function<KeyValueStore<Long, InFlight>, InFlightLog> logOf) {
        return build(OptionalInt.empty(), logOf);
    }

    private Topology build(OptionalInt rekeyPartitions, Function<KeyValueStore<Long, InFlight>, InFlightLog> logOf) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(ScoringProcessor.OBJECTS_STORE),
                        Serdes.String(),
                        StateSerdes.objects())
                .withCachingEnabled());
        // The cache folds an entry's put and delete into one tombstone, so what was never in flight at a commit is
        // never logged.
        builder.addStateStore(Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(ScoringProcessor.IN_FLIGHT_STORE),
                        Serdes.Long(),
                        StateSerdes.inFlight())
                .withLoggingEnabled(FORGET_SOON)
                .withCachingEnabled());

        Map<String, KStream<String, Step>> taken = alerts(builder)
                .process(
                        () -> new IntakeProcessor(intake, publisher, ledger, clock, settings, stop, heads),
                        Named.as("intake"))
                .split(Named.as("taken-"))
                .branch((key, step) -> step instanceof Step.ToScore, Branched.as("accepted"))
                .defaultBranch(Branched.as("refused"));
        toScores(taken.get("taken-refused"), "refused");

        Recipe recipe = model.recipe();
        BranchedKStream<String, Step> endings = byObject(cutOuts(taken.get("taken-accepted")), rekeyPartitions)
                .process(
                        () -> new ScoringProcessor(
                                pool,
                                new PoolWatch(
                                        pool,
                                        settings.workerPatience(),
                                        stop,
                                        "no alert is lost, all go on when a worker is back"),
                                new Preparation(recipe),
                                new Candidates(recipe),
                                publisher,
                                ledger,
                                clock,
                                settings,
                                outputTopics,
                                heads,
                                logOf),
                        Named.as("scoring"),
                        ScoringProcessor.OBJECTS_STORE,
                        ScoringProcessor.IN_FLIGHT_STORE)
                .split(Named.as("ended-"))
                .branch((key, step) -> step instanceof Step.Outcome, Branched.as("outcome"))
                .branch((key, step) -> step instanceof Step.Candidate, Branched.as("candidate"));
        for (int i = 0; i < outputTopics.size(); i++) {
            OutputTopic topic = outputTopics.get(i);
            endings = endings.branch((key, step) -> isFor(topic, step), Branched.as(SELECTED + i));
        }
        Map<String, KStream<String, Step>> ended = endings.defaultBranch(Branched.as("dead"));
        toScores(ended.get("ended-outcome"), "ended");
        ended.get("ended-candidate")
                .mapValues(step -> ((Step.Candidate) step).candidate(), Named.as("candidates"))
                .to(
                        settings.candidates(),
                        Produced.with(Serdes.String(), PublishedRecords.lensCandidates())
                                .withName("lens-candidates"));
        for (int i = 0; i < outputTopics.size(); i++) {
            toTopic(ended.get("ended-" + SELECTED + i), outputTopics.get(i), i);
        }
        ended.get("ended-dead")
                .mapValues(step -> ((Step.DeadLetter) step).remains(), Named.as("dead-letters"))
                .to(
                        settings.deadLetters(),
                        Produced.with(Serdes.String(), Serdes.ByteArray()).withName("lens-dead-letters"));
        return builder.build();
    }

    private KStream<byte[], byte[]> alerts(StreamsBuilder builder) {
        AlertTopics topics = settings.alertTopics();
        Consumed<byte[], byte[]> read =
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("alerts");
        return topics.isPattern() ? builder.stream(topics.pattern(), read) : builder.stream(topics.text(), read);
    }

    private static KStream<String, CutOut> cutOuts(KStream<String, Step> accepted) {
        return accepted.mapValues(step -> ((Step.ToScore) step).cutOut(), Named.as("cut-outs"));
    }

    private KStream<String, CutOut> byObject(KStream<String, CutOut> cutOuts, OptionalInt rekeyPartitions) {
        if (!isRekeyed(model, settings)) {
            return cutOuts;
        }
        Repartitioned<String, CutOut> rekeyed =
                Repartitioned.with(Serdes.String(), StateSerdes.cutOuts()).withName(REKEY);
        return cutOuts.repartition(
                rekeyPartitions.isPresent() ? rekeyed.withNumberOfPartitions(rekeyPartitions.getAsInt()) : rekeyed);
    }

    private static boolean isFor(OutputTopic topic, Step step) {
        return step instanceof Step.Selected selected && selected.topic().equals(topic.topic());
    }

    private static void toTopic(KStream<String, Step> selected, OutputTopic topic, int number) {
        selected.mapValues(step -> ((Step.Selected) step).record(), Named.as("selected-records-" + number))
                .to(
                        topic.topic(),
                        Produced.with(Serdes.String(), Serdes.serdeFrom(topic.serializer(), NEVER_READ))
                                .withName("output-topic-" + number));
    }

    private void toScores(KStream<String, Step> outcomes, String name) {
        outcomes.mapValues(step -> ((Step.Outcome) step).score(), Named.as(name + "-scores"))
                .to(
                        settings.scores(),
                        Produced.with(Serdes.String(), PublishedRecords.lensScores())
                                .withName("lens-scores-" + name));
    }
}
