package dev.arclet.night;

import dev.arclet.alert.AlertDecoder;
import dev.arclet.night.DatedPacket.Place;
import dev.arclet.night.NightInput.Missed;
import dev.arclet.stream.SentTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Sends packets into a topic as the observatory does: no key, and the header {@value #SENT_HEADER} with the milliseconds of the
 * moment as decimal text. Packets go in the order of the input, at the spacing that the {@link Pace} asks for; one without a
 * readable time goes at once, so nothing is left out.
 *
 * <p>The producer's buffer bounds what is under way: when it is full, sending waits. The first failure to send ends the replay.
 */
public final class Replay {
    /** Name of the header with the moment of sending. */
    public static final String SENT_HEADER = SentTime.HEADER;

    private static final int MICROS_DIGITS = 3;
    private static final long LONGEST_SLEEP = 1_000_000_000L;
    private static final long KEEP_EVERY = 200_000_000L;

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final AlertDecoder decoder;
    private final Pace pace;
    private final ReplayClock clock;
    private final OptionalInt partitions;
    private final Optional<ReplayPosition> position;
    private final BooleanSupplier stop;

    /**
     * Prepares a replay.
     *
     * @param producer stays open
     * @param topic that takes the packets
     * @param decoder reads the packets' times; not used without a pace
     * @param pace of the replay
     */
    public Replay(Producer<byte[], byte[]> producer, String topic, AlertDecoder decoder, Pace pace) {
        this(producer, topic, decoder, pace, ReplayClock.system());
    }

    Replay(Producer<byte[], byte[]> producer, String topic, AlertDecoder decoder, Pace pace, ReplayClock clock) {
        this(producer, topic, decoder, pace, clock, OptionalInt.empty(), Optional.empty(), () -> false);
    }

    private Replay(
            Producer<byte[], byte[]> producer,
            String topic,
            AlertDecoder decoder,
            Pace pace,
            ReplayClock clock,
            OptionalInt partitions,
            Optional<ReplayPosition> position,
            BooleanSupplier stop) {
        this.producer = producer;
        this.topic = topic;
        this.decoder = decoder;
        this.pace = pace;
        this.clock = clock;
        this.partitions = partitions;
        this.position = position;
        this.stop = stop;
    }

    /**
     * The same that sends all alerts of an object into one partition, so that their order is kept, which it is not where the producer
     * spreads them. The records have no key all the same.
     */
    public Replay byObject() {
        OptionalInt all = OptionalInt.of(producer.partitionsFor(topic).size());
        return new Replay(producer, topic, decoder, pace, clock, all, position, stop);
    }

    /** The same that goes on at a position, and keeps it up to date. */
    public Replay from(ReplayPosition kept) {
        return new Replay(producer, topic, decoder, pace, clock, partitions, Optional.of(kept), stop);
    }

    /** The same that ends before its end when it is told to, within a second. */
    public Replay until(BooleanSupplier stopped) {
        return new Replay(producer, topic, decoder, pace, clock, partitions, position, stopped);
    }

    /**
     * Sends all packets and waits until the topic has them.
     *
     * @throws ReplayException if one can't be sent
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public ReplayReport run(Iterator<Packet> packets, ReplayListener listener)
            throws ReplayException, InterruptedException {
        Iterator<DatedPacket> dated = mapped(packets, packet -> DatedPacket.of(packet, decoder));
        return new Run(listener, Place.START, () -> Missed.NOTHING).run(dated);
    }

    /**
     * Sends an input, once or more often, and waits until the topic has everything.
     *
     * @param laps how often
     * @param ids gives the alerts of later laps new ids; without, those have the same ids in each
     * @throws ReplayException if one can't be sent
     * @throws IOException if the input can't be opened, or the position can't be written
     * @throws UncheckedIOException if the input can't be read on; the message names the file
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public ReplayReport run(NightInput input, long laps, Optional<NewIds> ids, ReplayListener listener)
            throws ReplayException, IOException, InterruptedException {
        Place start = position.map(ReplayPosition::start).orElse(Place.START);
        boolean timed = laps > 1 && pace instanceof Pace.OfTheNight && pace.isPaced();
        try (Laps packets = new Laps(input, decoder, laps, timed, start)) {
            return new Run(listener, start, packets::missed)
                    .run(ids.isEmpty() ? packets : mapped(packets, ids.get()::stamp));
        }
    }

    private static <T> Iterator<DatedPacket> mapped(Iterator<T> packets, Function<T, DatedPacket> change) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return packets.hasNext();
            }

            @Override
            public DatedPacket next() {
                return change.apply(packets.next());
            }
        };
    }

    /** One replay's counts. The producer's thread reports what became of packets, all else happens on the replaying thread. */
    private final class Run {
        private final ReplayListener listener;
        private final Supplier<Missed> missed;
        private final long start = clock.nanos();
        private final Timetable timetable = Timetable.of(pace, start);
        private final AtomicLong failed = new AtomicLong();
        private final AtomicReference<Exception> failure = new AtomicReference<>();
        private final AckedPrefix acked;
        private long packets;
        private long bytes;
        private long untimed;
        private long due = Long.MIN_VALUE;
        private long furthestBehind;
        private long keptAt = start;
        private boolean ended;

        Run(ReplayListener listener, Place from, Supplier<Missed> missed) {
            this.listener = listener;
            this.missed = missed;
            this.acked = new AckedPrefix(from);
        }

        ReplayReport run(Iterator<DatedPacket> input) throws ReplayException, InterruptedException {
            try {
                while (!stopped() && input.hasNext()) {
                    take(input.next());
                }
                producer.flush();
            } catch (KafkaException e) {
                failure.compareAndSet(null, e);
            } finally {
                keepPosition();
            }
            throwFailure();
            if (pace.isPaced() && packets > 0 && !ended) {
                furthestBehind = Math.max(furthestBehind, clock.nanos() - timetable.end());
            }
            if (!ended) {
                position.ifPresent(kept -> io(() -> kept.finish(acked.next())));
            }
            return report();
        }

        private boolean stopped() {
            ended |= stop.getAsBoolean();
            return ended;
        }

        private void take(DatedPacket packet) throws ReplayException, InterruptedException {
            if (pace.isPaced()) {
                waitFor(packet);
            }
            throwFailure();
            if (ended) {
                return;
            }
            send(packet);
            keepPositionNowAndThen();
            listener.sent(report());
        }

        private void waitFor(DatedPacket packet) throws ReplayException, InterruptedException {
            OptionalLong itsTime = timetable.due(packet);
            if (itsTime.isEmpty()) {
                untimed++;
                return;
            }
            boolean first = itsTime.getAsLong() != due;
            due = itsTime.getAsLong();
            for (long early = due - clock.nanos(); early > 0 && !stopped(); early = due - clock.nanos()) {
                listener.waiting(Duration.ofNanos(early), report());
                clock.sleepNanos(Math.min(early, LONGEST_SLEEP));
                keepPositionNowAndThen();
                throwFailure();
            }
            if (first && !ended) {
                // A visit takes its time to send; what counts is whether the next one can begin when it should.
                furthestBehind = Math.max(furthestBehind, clock.nanos() - due);
            }
        }

        @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of the outcome
        private void send(DatedPacket packet) {
            byte[] value = packet.packet().bytes();
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition(packet), null, value);
            record.headers().add(SENT_HEADER, millisText(clock.epochMicros()));
            AckedPrefix.Sent sent = acked.send(packet.place());
            producer.send(record, (metadata, problem) -> {
                if (problem == null) {
                    acked.acknowledge(sent);
                } else {
                    failed.incrementAndGet();
                    failure.compareAndSet(null, problem);
                }
            });
            packets++;
            bytes += value.length;
        }

        private Integer partition(DatedPacket packet) {
            return partitions.isEmpty() ? null : Replay.partition(packet, partitions.getAsInt());
        }

        private void keepPositionNowAndThen() {
            if (position.isPresent() && clock.nanos() - keptAt >= KEEP_EVERY) {
                keepPosition();
                keptAt = clock.nanos();
            }
        }

        private void keepPosition() {
            position.ifPresent(kept -> io(() -> kept.keep(acked.next())));
        }

        void throwFailure() throws ReplayException {
            Exception first = failure.get();
            if (first != null) {
                throw new ReplayException(
                        "topic %s takes no more alerts: %s".formatted(topic, first.getMessage()), report(), first);
            }
        }

        ReplayReport report() {
            return new ReplayReport(
                    packets,
                    bytes,
                    failed.get(),
                    untimed,
                    Duration.ofNanos(clock.nanos() - start),
                    pace.isPaced() ? Optional.of(Duration.ofNanos(timetable.end() - start)) : Optional.empty(),
                    Duration.ofNanos(furthestBehind),
                    missed.get());
        }
    }

    /** Of an alert's object, or of the detection where there is none; 0 for what can't be read. */
    static int partition(DatedPacket packet, int partitions) {
        String whose = packet.alert()
                .map(alert -> alert.objectId().orElseGet(() -> Long.toString(alert.sourceId())))
                .orElse("");
        return Math.floorMod(spread(whose), partitions);
    }

    /** Ids of neighbouring numbers have neighbouring hash codes; this spreads them (the finaliser of MurmurHash3). */
    private static int spread(String text) {
        int hash = text.hashCode();
        hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
        return hash ^ (hash >>> 16);
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void io(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException("the position can't be kept: " + e.getMessage(), e);
        }
    }

    private static byte[] millisText(long epochMicros) {
        return BigDecimal.valueOf(epochMicros, MICROS_DIGITS).toPlainString().getBytes(StandardCharsets.US_ASCII);
    }
}
