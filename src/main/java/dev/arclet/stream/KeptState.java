package dev.arclet.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What earlier runs of an application have left in Kafka, held against what this program would do with it. Kafka Streams itself looks at the
 * numbers of partitions only, when the stream runs already (and then tells the operator to use a tool that would lose what is in flight); it
 * starts with a topology that no longer reads the re-key topic, and leaves what waits there for ever; and records of a form that this program
 * does not know show when the first of them is read.
 *
 * <p>Looked at once, before the stream starts. For one thread.
 */
public final class KeptState {
    private final StreamSettings settings;
    private final StateLayout own;
    private final Optional<StateLayout> written;
    private final Map<String, Integer> partitions;
    private final int alertPartitions;
    private final Optional<String> unreadable;

    private KeptState(
            StreamSettings settings,
            StateLayout own,
            Optional<StateLayout> written,
            Map<String, Integer> partitions,
            int alertPartitions,
            Optional<String> unreadable) {
        this.settings = settings;
        this.own = own;
        this.written = written;
        this.partitions = partitions;
        this.alertPartitions = alertPartitions;
        this.unreadable = unreadable;
    }

    /**
     * Looks.
     *
     * @param admin of the cluster
     * @param reader settings of a consumer of committed records
     * @param rekeyed {@link LensTopology#isRekeyed}, of the stream that is to start
     * @param program version of this program
     */
    public static KeptState look(
            Admin admin, Properties reader, StreamSettings settings, boolean rekeyed, String program)
            throws InterruptedException {
        String application = settings.applicationId();
        Collection<String> names = get(admin.listTopics().names(), application);
        List<String> wanted = new ArrayList<>(InternalTopics.names(application));
        wanted.retainAll(names);
        Map<String, Integer> partitions = partitions(admin, wanted, application);
        int alertPartitions = partitions(admin, settings.alertTopics().among(names), application).values().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        Map<String, Integer> stored = new HashMap<>(partitions);
        boolean isWritten = stored.remove(InternalTopics.layout(application)) != null;
        try (StateTails tails = new StateTails(reader)) {
            return new KeptState(
                    settings,
                    StateLayout.own(program, rekeyed),
                    isWritten ? tails.layout(InternalTopics.layout(application)) : Optional.empty(),
                    partitions,
                    alertPartitions,
                    tails.unreadable(stored));
        }
    }

    private static Map<String, Integer> partitions(Admin admin, Collection<String> topics, String application)
            throws InterruptedException {
        Map<String, Integer> partitions = new HashMap<>();
        for (TopicDescription topic :
                get(admin.describeTopics(topics).allTopicNames(), application).values()) {
            partitions.put(topic.name(), topic.partitions().size());
        }
        return partitions;
    }

    private static <T> T get(KafkaFuture<T> answer, String application) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new StartRefusedException("what application " + application + " keeps in Kafka can't be looked at: "
                    + e.getCause().getMessage());
        }
    }

    /** How many partitions the re-key topic has or is to have, which is also that of the stores; empty where alerts are not re-keyed. */
    public OptionalInt rekeyPartitions() {
        return own.rekeyed() ? OptionalInt.of(partitionsOfStores()) : OptionalInt.empty();
    }

    private int partitionsOfStores() {
        if (!own.rekeyed()) {
            return alertPartitions;
        }
        return Optional.ofNullable(partitions.get(InternalTopics.rekey(settings.applicationId())))
                .or(() -> changelogs().values().stream().findFirst())
                .orElse(Math.max(1, alertPartitions));
    }

    private Map<String, Integer> changelogs() {
        Map<String, Integer> found = new HashMap<>();
        for (String store : InternalTopics.STORES) {
            String topic = InternalTopics.changelog(settings.applicationId(), store);
            Optional.ofNullable(partitions.get(topic)).ifPresent(count -> found.put(topic, count));
        }
        return found;
    }

    /** Whether there is anything. */
    public boolean isEmpty() {
        return partitions.isEmpty();
    }

    /** In a few words. */
    public String describe() {
        return isEmpty()
                ? "none yet"
                : "%d partitions%s"
                        .formatted(
                                partitionsOfStores(),
                                written.map(layout -> ", version " + layout.state() + " by Arclet " + layout.program())
                                        .orElse(""));
    }

    /**
     * Refuses a start that would go wrong.
     *
     * @throws StartRefusedException if this program would lose or mistake what is there, with all reasons and what to do
     */
    public void requireFit() {
        Optional<String> conflict = conflict();
        if (conflict.isPresent()) {
            throw new StartRefusedException(conflict.get());
        }
    }

    /** Why this program must not go on from what is there, and what to do; empty if it may. */
    public Optional<String> conflict() {
        List<String> reasons = new ArrayList<>();
        written.flatMap(this::newerState).ifPresent(reasons::add);
        if (reasons.isEmpty()) {
            unreadable.ifPresent(reasons::add);
        }
        otherRoad().ifPresent(reasons::add);
        if (reasons.isEmpty()) {
            otherPartitions().ifPresent(reasons::add);
        }
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of("application %s can't go on from what it has kept in Kafka: %s. %s"
                        .formatted(settings.applicationId(), String.join("; ", reasons), wayOut()));
    }

    private Optional<String> newerState(StateLayout layout) {
        List<String> foreign = new ArrayList<>(layout.stores());
        foreign.removeAll(own.stores());
        if (layout.state() <= own.state() && foreign.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("version %d of the state, by Arclet %s%s, and this one, %s, reads up to version %d"
                .formatted(
                        layout.state(),
                        layout.program(),
                        foreign.isEmpty() ? "" : ", has stores that are not known here " + foreign,
                        own.program(),
                        own.state()));
    }

    /** Alerts would be left behind in the re-key topic, and objects are remembered in other partitions. */
    private Optional<String> otherRoad() {
        boolean hasRekeyTopic = partitions.containsKey(InternalTopics.rekey(settings.applicationId()));
        boolean hasRun = hasRekeyTopic || !changelogs().isEmpty();
        boolean wasRekeyed = written.map(StateLayout::rekeyed).orElse(hasRekeyTopic);
        if (!hasRun || wasRekeyed == own.rekeyed()) {
            return Optional.empty();
        }
        return Optional.of(
                wasRekeyed
                        ? "its alerts went through " + InternalTopics.rekey(settings.applicationId())
                                + ", which a model that looks at single alerts does not read"
                        : "its alerts were not re-keyed by object, which a model that looks at objects, and a pattern of topics, need");
    }

    private Optional<String> otherPartitions() {
        int wanted = partitionsOfStores();
        return changelogs().entrySet().stream()
                .filter(changelog -> changelog.getValue() != wanted)
                .findFirst()
                .map(changelog -> "%s has %d partitions, and %s has %d, which must be the same"
                        .formatted(
                                changelog.getKey(),
                                changelog.getValue(),
                                own.rekeyed() ? InternalTopics.rekey(settings.applicationId()) : settings.alerts(),
                                wanted));
    }

    private String wayOut() {
        String before = written.map(layout -> "Arclet " + layout.program() + " or later")
                .orElse("the program and settings that ran before");
        return "Either go back to " + before + "; or give another application, which begins with an empty memory and,"
                + " unless --from-timestamp says otherwise, with the oldest alerts; or begin anew under this name: let "
                + before
                + " end with --exit-on-eof, stop all instances, delete the topics " + settings.applicationId()
                + "-* and the state folders (docs/schema-changes.md)";
    }

    /**
     * Writes down what this program keeps, where that is not what is written already; the first run makes the topic.
     *
     * @param replicas of the topic; empty: the broker's default
     */
    public void claim(Admin admin, Properties producing, Optional<Short> replicas) throws InterruptedException {
        if (written.equals(Optional.of(own))) {
            return;
        }
        String topic = InternalTopics.layout(settings.applicationId());
        NewTopic one = new NewTopic(topic, Optional.of(1), replicas)
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer())) {
            if (!partitions.containsKey(topic)) {
                create(admin, one);
            }
            producer.send(new ProducerRecord<>(topic, 0, "layout".getBytes(StandardCharsets.UTF_8), own.write()))
                    .get();
        } catch (ExecutionException e) {
            throw new StartRefusedException(
                    "topic " + topic + ", which says what the application keeps in Kafka, can't be written: "
                            + e.getCause().getMessage()
                            + "; Arclet needs all rights on topics that begin with the application's name");
        }
    }

    private static void create(Admin admin, NewTopic topic) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            // Another instance that starts at the same time may be faster, which is as good.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
