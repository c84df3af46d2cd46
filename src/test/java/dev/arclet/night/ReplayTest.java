package dev.arclet.night;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.arclet.alert.TestPackets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final double START_MJD = 61368.25;

    private final TestClock clock = new TestClock();
    private final MockProducer<byte[], byte[]> producer = producer(true);

    private static MockProducer<byte[], byte[]> producer(boolean completesByItself) {
        return new MockProducer<>(completesByItself, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Time that passes only by sleeping. */
    private static final class TestClock implements ReplayClock {
        private long nanos = 5_000;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long epochMicros() {
            return 1_764_000_000_000_000L + nanos / 1000;
        }

        @Override
        public void sleepNanos(long duration) {
            nanos += duration;
        }
    }

    private Replay replay(ReplaySpeed speed) {
        return new Replay(producer, "alerts", TestPackets.decoder(), speed, Optional.empty(), clock);
    }

    private static Packet alert(long visit, double secondsIntoTheNight) {
        GenericRecord alert = TestPackets.alertWithSource("midpointMjdTai", START_MJD + secondsIntoTheNight / 86_400);
        ((GenericRecord) alert.get("diaSource")).put("visit", visit);
        return new Packet("visit " + visit, TestPackets.wire(alert));
    }

    private static String sentMillis(ProducerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader("producer_timestamp").value(), StandardCharsets.US_ASCII);
    }

    @Test
    void packetsGoOutAsTheObservatorySendsThem() throws Exception {
        Packet packet = alert(1, 0);

        replay(ReplaySpeed.MAX).run(List.of(packet).iterator(), ReplayListener.none());

        ProducerRecord<byte[], byte[]> record = producer.history().get(0);
        assertEquals("alerts", record.topic());
        assertNull(record.key());
        assertArrayEquals(packet.bytes(), record.value());
        assertEquals("1764000000000.005", sentMillis(record));
    }

    @Test
    void visitsGoOutAsBurstsAtTheirOriginalSpacing() throws Exception {
        List<Packet> night = List.of(alert(1, 0), alert(1, 0.2), alert(2, 37), alert(2, 37), alert(3, 74));

        ReplayReport report = replay(new ReplaySpeed(10)).run(night.iterator(), ReplayListener.none());

        List<Long> seconds = producer.history().stream()
                .map(r -> Math.round((Double.parseDouble(sentMillis(r)) - 1_764_000_000_000.0) / 100))
                .toList();
        assertEquals(List.of(0L, 0L, 37L, 37L, 74L), seconds);
        assertEquals(5, report.packets());
        assertEquals(night.stream().mapToLong(p -> p.bytes().length).sum(), report.bytes());
        assertEquals(7.4, report.took().toMillis() / 1000.0, 0.01);
        assertEquals(Duration.ZERO, report.furthestBehind());
    }

    @Test
    void packetsThatDoNotDecodeGoOutTooInTheirPlace() throws Exception {
        Packet damaged = new Packet("damaged", new byte[] {0, 1, 2, 3, 4, 5});
        List<Packet> night = List.of(alert(1, 0), damaged, alert(2, 37));

        ReplayReport report = replay(new ReplaySpeed(1)).run(night.iterator(), ReplayListener.none());

        assertEquals(
                night.stream().map(Packet::bytes).toList(),
                producer.history().stream().map(ProducerRecord::value).toList());
        assertEquals(1, report.untimed());
        assertEquals(
                sentMillis(producer.history().get(0)),
                sentMillis(producer.history().get(1)));
    }

    @Test
    void aReplayThatFallsBehindSaysHowFarAndCatchesUp() throws Exception {
        List<Packet> night = List.of(alert(1, 0), alert(2, 10), alert(3, 20));
        ReplayListener slow = new ReplayListener() {
            @Override
            public void sent(ReplayReport soFar) {
                clock.sleepNanos(soFar.packets() == 1 ? 14_000_000_000L : 0);
            }

            @Override
            public void waiting(Duration left, ReplayReport soFar) {}
        };

        ReplayReport report = replay(new ReplaySpeed(1)).run(night.iterator(), slow);

        assertEquals(4.0, report.furthestBehind().toMillis() / 1000.0, 0.01);
        assertEquals(20.0, report.took().toMillis() / 1000.0, 0.01);
    }

    @Test
    void longPausesAreAnnouncedEverySecond() throws Exception {
        List<Long> left = new ArrayList<>();
        ReplayListener listener = new ReplayListener() {
            @Override
            public void sent(ReplayReport soFar) {}

            @Override
            public void waiting(Duration pause, ReplayReport soFar) {
                left.add(Math.round(pause.toMillis() / 1000.0));
            }
        };

        replay(new ReplaySpeed(1)).run(List.of(alert(1, 0), alert(2, 3)).iterator(), listener);

        assertEquals(List.of(3L, 2L, 1L), left.stream().distinct().toList().subList(0, 3));
    }

    @Test
    void aFailureToSendEndsTheReplayNamingTopicAndCause() {
        MockProducer<byte[], byte[]> refusing = producer(false);
        Replay replay = new Replay(refusing, "alerts", TestPackets.decoder(), ReplaySpeed.MAX, Optional.empty(), clock);
        List<Packet> night = IntStream.range(0, 10).mapToObj(i -> alert(i, 0)).toList();
        ReplayListener refuseSecond = new ReplayListener() {
            @Override
            public void sent(ReplayReport soFar) {
                if (soFar.packets() == 2) {
                    refusing.completeNext();
                    refusing.errorNext(new TopicAuthorizationException("not allowed to write"));
                }
            }

            @Override
            public void waiting(Duration left, ReplayReport soFar) {}
        };

        ReplayException e = assertThrows(ReplayException.class, () -> replay.run(night.iterator(), refuseSecond));

        assertEquals("topic alerts takes no more alerts: not allowed to write", e.getMessage());
        assertEquals(2, e.report().packets());
        assertEquals(1, e.report().failed());
    }

    @Test
    void theRunEndsOnlyWhenTheTopicHasEverything() throws Exception {
        MockProducer<byte[], byte[]> lazy = producer(false);
        Replay replay = new Replay(lazy, "alerts", TestPackets.decoder(), ReplaySpeed.MAX, Optional.empty(), clock);

        replay.run(List.of(alert(1, 0), alert(2, 37)).iterator(), ReplayListener.none());

        assertEquals(true, lazy.flushed());
    }

    @Test
    void aSpeedIsANumberAboveZeroOrMax() {
        assertEquals(new ReplaySpeed(0.5), ReplaySpeed.parse("0.5"));
        assertEquals(ReplaySpeed.MAX, ReplaySpeed.parse("max"));
        for (String wrong : List.of("0", "-1", "fast", "NaN")) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> ReplaySpeed.parse(wrong));
            assertEquals(true, e.getMessage().endsWith("give a number above 0, or max"), e.getMessage());
        }
    }
}
