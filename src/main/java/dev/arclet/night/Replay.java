package dev.arclet.night;

import dev.arclet.alert.Alert;
import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.SchemaUnavailableException;
import dev.arclet.alert.UndecodableAlertException;
import dev.arclet.stream.SentTime;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Sends packets into a topic as the observatory does: no key, and the header {@value #SENT_HEADER} with the milliseconds of the
 * moment as decimal text. Packets go in the order of the input, at the spacing of their exposures times the speed; one without a
 * readable time goes at once, so nothing is left out.
 *
 * <p>The producer's buffer bounds what is under way: when it is full, sending waits. The first failure to send ends the replay.
 */
public final class Replay {
    /** Name of the header with the moment of sending. */
    public static final String SENT_HEADER = SentTime.HEADER;

    private static final double NO_LONGEST_GAP = Double.POSITIVE_INFINITY;
    private static final double NANOS_A_DAY = 86_400e9;
    private static final int MICROS_DIGITS = 3;
    private static final long LONGEST_SLEEP = 1_000_000_000L;

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final AlertDecoder decoder;
    private final ReplaySpeed speed;
    private final double longestGapDays;
    private final ReplayClock clock;

    /**
     * Prepares a replay.
     *
     * @param producer stays open
     * @param topic that takes the packets
     * @param decoder reads the packets' times; not used at {@link ReplaySpeed#MAX}
     * @param speed of the replay
     * @param longestGap gaps between exposures that are longer are shortened to this, in the night's own time
     */
    public Replay(
            Producer<byte[], byte[]> producer,
            String topic,
            AlertDecoder decoder,
            ReplaySpeed speed,
            Optional<Duration> longestGap) {
        this(producer, topic, decoder, speed, longestGap, ReplayClock.system());
    }

    Replay(
            Producer<byte[], byte[]> producer,
            String topic,
            AlertDecoder decoder,
            ReplaySpeed speed,
            Optional<Duration> longestGap,
            ReplayClock clock) {
        this.producer = producer;
        this.topic = topic;
        this.decoder = decoder;
        this.speed = speed;
        this.longestGapDays = longestGap.map(gap -> gap.toNanos() / NANOS_A_DAY).orElse(NO_LONGEST_GAP);
        this.clock = clock;
    }

    /**
     * Sends all packets and waits until the topic has them.
     *
     * @throws ReplayException if one can't be sent
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public ReplayReport run(Iterator<Packet> packets, ReplayListener listener)
            throws ReplayException, InterruptedException {
        Run run = new Run(listener);
        try {
            while (packets.hasNext()) {
                run.take(packets.next());
            }
            producer.flush();
        } catch (KafkaException e) {
            run.failure.compareAndSet(null, e);
        }
        run.throwFailure();
        return run.report();
    }

    /** One replay's counts. The producer's thread reports failures, all else happens on the replaying thread. */
    private final class Run {
        private final ReplayListener listener;
        private final long start = clock.nanos();
        private final ReplaySchedule schedule = new ReplaySchedule(speed, start, longestGapDays);
        private final AtomicLong failed = new AtomicLong();
        private final AtomicReference<Exception> failure = new AtomicReference<>();
        private long packets;
        private long bytes;
        private long untimed;
        private long furthestBehind;

        Run(ReplayListener listener) {
            this.listener = listener;
        }

        void take(Packet packet) throws ReplayException, InterruptedException {
            if (speed.isPaced()) {
                waitFor(packet);
            }
            throwFailure();
            send(packet);
            listener.sent(report());
        }

        private void waitFor(Packet packet) throws ReplayException, InterruptedException {
            Optional<Alert> alert = decode(packet);
            if (alert.isEmpty() || Double.isNaN(alert.get().midpointMjdTai())) {
                untimed++;
                return;
            }
            long due = schedule.dueNanos(alert.get());
            for (long early = due - clock.nanos(); early > 0; early = due - clock.nanos()) {
                listener.waiting(Duration.ofNanos(early), report());
                clock.sleepNanos(Math.min(early, LONGEST_SLEEP));
                throwFailure();
            }
            furthestBehind = Math.max(furthestBehind, clock.nanos() - due);
        }

        private Optional<Alert> decode(Packet packet) {
            try {
                return Optional.of(decoder.decode(packet.bytes()));
            } catch (UndecodableAlertException | SchemaUnavailableException e) {
                return Optional.empty();
            }
        }

        @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of the outcome
        private void send(Packet packet) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, packet.bytes());
            record.headers().add(SENT_HEADER, millisText(clock.epochMicros()));
            producer.send(record, (sent, problem) -> {
                if (problem != null) {
                    failed.incrementAndGet();
                    failure.compareAndSet(null, problem);
                }
            });
            packets++;
            bytes += packet.bytes().length;
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
                    Duration.ofNanos(furthestBehind));
        }
    }

    private static byte[] millisText(long epochMicros) {
        return BigDecimal.valueOf(epochMicros, MICROS_DIGITS).toPlainString().getBytes(StandardCharsets.US_ASCII);
    }
}
