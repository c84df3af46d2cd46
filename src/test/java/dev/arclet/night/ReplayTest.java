package dev.arclet.night;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.Alert;
import dev.arclet.alert.SurveyProfiles;
import dev.arclet.alert.TestPackets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final double START_MJD = 61368.25;

    @TempDir
    Path folder;

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
        return new Replay(
                producer, "alerts", TestPackets.decoder(), new Pace.OfTheNight(speed, Optional.empty()), clock);
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
        Replay replay = new Replay(refusing, "alerts", TestPackets.decoder(), Pace.unpaced(), clock);
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
        Replay replay = new Replay(lazy, "alerts", TestPackets.decoder(), Pace.unpaced(), clock);

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

    @Test
    void aSteadyRateSpacesAlertsEvenlyWhateverTheirVisits() throws Exception {
        Replay steady = new Replay(producer, "alerts", TestPackets.decoder(), new Pace.Steady(4), clock);

        ReplayReport report = steady.run(
                List.of(alert(1, 0), alert(1, 0), alert(1, 0), alert(2, 37)).iterator(), ReplayListener.none());

        List<Long> millis = producer.history().stream()
                .map(r -> Math.round(Double.parseDouble(sentMillis(r)) - 1_764_000_000_000.0))
                .toList();
        assertEquals(List.of(0L, 250L, 500L, 750L), millis);
        assertEquals(Duration.ofSeconds(1), report.planned().orElseThrow());
        assertEquals(Duration.ZERO, report.furthestBehind());
    }

    @Test
    void aVisitMayTakeUntilTheNextOneButNoLonger() throws Exception {
        List<Packet> night = List.of(alert(1, 0), alert(1, 0), alert(2, 10), alert(2, 10));
        long[] slowness = {4_000_000_000L};
        ReplayListener slow = new ReplayListener() {
            @Override
            public void sent(ReplayReport soFar) {
                clock.sleepNanos(slowness[0]);
            }

            @Override
            public void waiting(Duration left, ReplayReport soFar) {}
        };

        ReplayReport inTime = replay(new ReplaySpeed(1)).run(night.iterator(), slow);
        slowness[0] = 6_000_000_000L;
        ReplayReport late = replay(new ReplaySpeed(1)).run(night.iterator(), slow);

        assertEquals(0, inTime.furthestBehind().toMillis());
        // The second visit begins at 12 s and not at 10; it is through at 24 s, when a third would have been due at 20.
        assertEquals(4_000, late.furthestBehind().toMillis());
        assertEquals(20.0, late.planned().orElseThrow().toMillis() / 1000.0, 0.01);
    }

    @Test
    void withoutAPaceThereIsNothingToFallBehindOf() throws Exception {
        ReplayReport report = replay(ReplaySpeed.MAX).run(List.of(alert(1, 0)).iterator(), ReplayListener.none());

        assertEquals(Optional.empty(), report.planned());
    }

    @Test
    void aLoopedNightGoesOnAsIfAnotherVisitFollowed() throws Exception {
        Path night = NightFiles.container(
                folder.resolve("n.avro"),
                NightFiles.alert(1, 1, 0),
                NightFiles.alert(2, 1, 0),
                NightFiles.alert(3, 2, 40));

        replay(new ReplaySpeed(1)).run(NightInput.of(List.of(night)), 3, Optional.empty(), ReplayListener.none());

        List<Long> seconds = producer.history().stream()
                .map(r -> Math.round((Double.parseDouble(sentMillis(r)) - 1_764_000_000_000.0) / 1000))
                .toList();
        assertEquals(List.of(0L, 0L, 40L, 80L, 80L, 120L, 160L, 160L, 200L), seconds);
    }

    @Test
    void laterLapsHaveNewIdsThatAreTheSameInEveryReplayAndNothingElseIsNew() throws Exception {
        Path night =
                NightFiles.container(folder.resolve("n.avro"), NightFiles.alert(1, 1, 0), NightFiles.alert(2, 1, 0));
        Path single = NightFiles.message(folder.resolve("one.avro"), TestPackets.container(TestPackets.alert()));
        NewIds ids = new NewIds(SurveyProfiles.load(List.of("lsst")), id -> Optional.of(TestPackets.SCHEMA));
        NightInput input = NightInput.of(List.of(night, single));

        for (int again = 0; again < 2; again++) {
            replay(ReplaySpeed.MAX).run(input, 2, Optional.of(ids), ReplayListener.none());
        }

        List<byte[]> sent =
                producer.history().stream().map(ProducerRecord::value).toList();
        List<Long> once = NightFiles.ids(sent.subList(0, 6));
        assertEquals(List.of(1L, 2L, 7001L), once.subList(0, 3));
        assertEquals(6, once.stream().distinct().count(), once.toString());
        assertEquals(once, NightFiles.ids(sent.subList(6, 12)));
        Alert before = TestPackets.decoder().decode(sent.get(0));
        Alert after = TestPackets.decoder().decode(sent.get(3));
        assertEquals(before.objectId(), after.objectId());
        assertEquals(before.midpointMjdTai(), after.midpointMjdTai());
        assertEquals(before.cutouts(), after.cutouts());
    }

    @Test
    void allAlertsOfAnObjectGoIntoOnePartitionWithoutAKey() throws Exception {
        List<PartitionInfo> three = IntStream.range(0, 3)
                .mapToObj(number -> new PartitionInfo("alerts", number, Node.noNode(), new Node[0], new Node[0]))
                .toList();
        Cluster cluster = new Cluster("test", List.of(), three, Set.of(), Set.of());
        MockProducer<byte[], byte[]> spread =
                new MockProducer<>(cluster, true, null, new ByteArraySerializer(), new ByteArraySerializer());
        List<Packet> night = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            GenericRecord alert = TestPackets.alert();
            ((GenericRecord) alert.get("diaSource")).put("diaObjectId", 100L + i % 20);
            night.add(new Packet("alert " + i, TestPackets.wire(alert)));
        }

        new Replay(spread, "alerts", TestPackets.decoder(), Pace.unpaced(), clock)
                .byObject()
                .run(night.iterator(), ReplayListener.none());

        Map<Integer, Set<Integer>> partitions = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            ProducerRecord<byte[], byte[]> record = spread.history().get(i);
            assertNull(record.key());
            partitions.computeIfAbsent(i % 20, object -> new HashSet<>()).add(record.partition());
        }
        assertEquals(1, partitions.values().stream().mapToInt(Set::size).max().orElseThrow());
        assertEquals(
                3, partitions.values().stream().flatMap(Set::stream).distinct().count());
    }

    @Test
    void anInterruptedReplayGoesOnBehindWhatTheTopicHas() throws Exception {
        Path night = NightFiles.container(
                folder.resolve("n.avro"),
                NightFiles.alert(1, 1, 0),
                NightFiles.alert(2, 1, 0),
                NightFiles.alert(3, 1, 0),
                NightFiles.alert(4, 1, 0));
        NightInput input = NightInput.of(List.of(night));
        Path file = folder.resolve("position");
        MockProducer<byte[], byte[]> lazy = producer(false);
        Replay first = new Replay(lazy, "alerts", TestPackets.decoder(), Pace.unpaced(), clock)
                .from(ReplayPosition.open(file, "this night"));
        ReplayListener refuseThird = new ReplayListener() {
            @Override
            public void sent(ReplayReport soFar) {
                if (soFar.packets() == 3) {
                    lazy.completeNext();
                    lazy.completeNext();
                    lazy.errorNext(new TopicAuthorizationException("not allowed to write"));
                }
            }

            @Override
            public void waiting(Duration left, ReplayReport soFar) {}
        };
        assertThrows(ReplayException.class, () -> first.run(input, 1, Optional.empty(), refuseThird));

        new Replay(producer, "alerts", TestPackets.decoder(), Pace.unpaced(), clock)
                .from(ReplayPosition.open(file, "this night"))
                .run(input, 1, Optional.empty(), ReplayListener.none());

        assertEquals(
                List.of(3L, 4L),
                NightFiles.ids(
                        producer.history().stream().map(ProducerRecord::value).toList()));
        assertTrue(ReplayPosition.open(file, "this night").isDone());
        IOException e = assertThrows(IOException.class, () -> ReplayPosition.open(file, "another night"));
        assertTrue(e.getMessage().contains("is the position of another replay (this night)"), e.getMessage());
    }

    @Test
    void aReplayThatIsToldToStopLeavesWhatIsNotDueYetForTheNextOne() throws Exception {
        Path night =
                NightFiles.container(folder.resolve("n.avro"), NightFiles.alert(1, 1, 0), NightFiles.alert(2, 2, 37));
        Path file = folder.resolve("position");

        ReplayReport report = replay(new ReplaySpeed(1))
                .from(ReplayPosition.open(file, "this night"))
                .until(() -> clock.nanos() > 10_000_000_000L)
                .run(NightInput.of(List.of(night)), 1, Optional.empty(), ReplayListener.none());

        assertEquals(1, report.packets());
        assertEquals(0, report.furthestBehind().toMillis());
        ReplayPosition kept = ReplayPosition.open(file, "this night");
        assertEquals(1, kept.packets());
        assertEquals(false, kept.isDone());
    }
}
