package dev.arclet.stream;

import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topology that runs. What ends one of its threads stops it as a whole and is kept as {@link #failure}: its alerts wait in Kafka, and
 * whoever started the process (systemd, Kubernetes) starts it again.
 */
public final class LensService implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LensService.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

    private final KafkaStreams streams;
    private final StopFlag stop;
    private final HeadsOfLine heads;
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final ClockWatch clock = ClockWatch.ofThisMachine(this::endForTheClock);
    private boolean closed;

    /**
     * Of the whole road, not started yet.
     *
     * @param settings made by {@link StreamsProperties}
     */
    public LensService(LensTopology topology, Properties settings) {
        this(topology, OptionalInt.empty(), settings);
    }

    /**
     * Of the whole road, not started yet.
     *
     * @param rekeyPartitions see {@link LensTopology#build(OptionalInt)}
     * @param settings made by {@link StreamsProperties}
     */
    public LensService(LensTopology topology, OptionalInt rekeyPartitions, Properties settings) {
        this(
                topology.build(rekeyPartitions),
                settings,
                topology.stopFlag(),
                topology.flushCount(),
                topology.headsOfLine());
    }

    /**
     * Not started yet.
     *
     * @param settings made by {@link StreamsProperties}
     * @param stop that of the topology
     * @param flushes that of the topology
     * @param heads those of the topology's tasks
     */
    public LensService(Topology topology, Properties settings, StopFlag stop, FlushCount flushes, HeadsOfLine heads) {
        this.stop = stop;
        this.heads = heads;
        streams = new KafkaStreams(topology, settings, new StreamClients(flushes));
        streams.setStateListener((now, before) -> {
            if (now == State.RUNNING) {
                running.countDown();
            } else if (now == State.NOT_RUNNING || now == State.ERROR) {
                stopped.countDown();
                running.countDown();
            }
        });
        streams.setUncaughtExceptionHandler(thrown -> {
            if (!stop.isRaised()) {
                failure.compareAndSet(null, rootOf(thrown));
            }
            log.debug("a stream thread ended", thrown);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    }

    /** Starts the stream threads and returns. */
    public void start() {
        streams.start();
        clock.start();
    }

    private void endForTheClock(Duration setBack) {
        failure.compareAndSet(null, new ClockSetBackException(setBack));
        stop.raise();
        streams.close(leaving());
    }

    private static CloseOptions leaving() {
        return CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_WITHIN);
    }

    /** Waits until all partitions are assigned and their state is restored; false if that takes longer, or it has stopped. */
    public boolean awaitRunning(Duration patience) throws InterruptedException {
        return running.await(patience.toMillis(), TimeUnit.MILLISECONDS) && streams.state() == State.RUNNING;
    }

    /** Waits until it has stopped, by {@link #close} or by a failure; false if it has not by then. */
    public boolean awaitStopped(Duration patience) throws InterruptedException {
        return stopped.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What stopped it, if it did not stop by {@link #close}, or that it did not stop in time. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Tasks (a partition of one half of the road each) that run in this process now. */
    public int tasks() {
        return streams.metadataForLocalThreads().stream()
                .mapToInt(thread -> thread.activeTasks().size())
                .sum();
    }

    /** Partitions that the tasks of this process read. */
    Set<TopicPartition> inputs() {
        return streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .flatMap(task -> task.topicPartitions().stream())
                .collect(Collectors.toSet());
    }

    /** What its tasks would go on with next. */
    HeadsOfLine heads() {
        return heads;
    }

    /** Kafka Streams' own word for what it is doing: {@code RUNNING}, {@code REBALANCING}, {@code ERROR}, ... */
    public String state() {
        return streams.state().name();
    }

    /** Whether all partitions are assigned and restored now. */
    public boolean isRunning() {
        return streams.state() == State.RUNNING;
    }

    /**
     * The metrics of Kafka Streams and its clients, to be bound to a registry and closed after.
     *
     * @param lookEvery how often metrics that have come or gone are looked for
     * @param clock on which that happens
     */
    public KafkaStreamsMetrics meters(Duration lookEvery, ScheduledExecutorService clock) {
        return new KafkaStreamsMetrics(streams, List.of(), clock, lookEvery);
    }

    /**
     * Commits and stops; a second call does nothing. Leaves the consumer group, so that other instances go on at once. What is in flight
     * stays in the state.
     */
    @Override
    public void close() {
        stop.raise();
        if (closed) {
            return;
        }
        closed = true;
        clock.close();
        boolean inTime = streams.close(leaving());
        if (!inTime) {
            failure.compareAndSet(
                    null,
                    new IllegalStateException(
                            "the stream threads did not stop within " + CLOSE_WITHIN.toSeconds() + " s"));
        }
    }

    private static Throwable rootOf(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof BlockedRoadException) {
                return t;
            }
        }
        return thrown;
    }
}
