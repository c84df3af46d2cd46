package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.latency.Mark;
import dev.arclet.latency.Timeline;
import dev.arclet.picture.View;
import dev.arclet.scoring.TestBundles;
import dev.arclet.stream.state.CutOut;
import dev.arclet.stream.state.ObjectState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a store as the topology has it, on disk. */
class ObjectSweepTest {
    private static final long MICROS_A_DAY = 86_400_000_000L;
    private static final int FIRST_DAY = 20_785;

    @TempDir
    private Path folder;

    private KeyValueStore<String, ObjectState> objects;
    private ObjectMemory memory;
    private ObjectSweep sweep;
    private int today = FIRST_DAY;

    @BeforeEach
    void open() {
        memory = new ObjectMemory(TestBundles.mean(folder.resolve("model"), View.OBJECT, List.of("i", "r", "g"), 16)
                .recipe());
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>(
                new Properties(), new TaskId(0, 0), folder.resolve("state").toFile());
        objects = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore("objects"), Serdes.String(), StateSerdes.objects())
                .withLoggingDisabled()
                .build();
        objects.init(context.getStateStoreContext(), objects);
        sweep = new ObjectSweep(objects, Duration.ofDays(400), () -> today * MICROS_A_DAY + MICROS_A_DAY / 2);
    }

    @AfterEach
    void close() {
        objects.close();
    }

    @Test
    void anObjectIsForgottenWhenNoAlertOfItCameForLongerThanItIsKept() {
        seeToday("a");

        today = FIRST_DAY + 400;
        assertEquals(0, sweep.goOn());
        assertNotNull(objects.get("a"));

        today = FIRST_DAY + 401;
        assertEquals(1, sweep.goOn());
        assertNull(objects.get("a"));
    }

    @Test
    void anObjectThatIsSeenAgainIsKeptFromThen() {
        seeToday("a");
        seeToday("b");
        today = FIRST_DAY + 300;
        seeToday("a");

        today = FIRST_DAY + 401;

        assertEquals(1, sweep.goOn());
        assertNotNull(objects.get("a"));
        assertNull(objects.get("b"));
    }

    /** As Arclet kept it up to version 2 of its state. */
    @Test
    void anObjectOfWhichNoDayIsKnownCountsFromTheFirstLook() {
        objects.put("old", ObjectMemory.seenOn(ObjectMemory.DAY_NOT_TOLD, seen()));

        assertEquals(0, sweep.goOn());
        today = FIRST_DAY + 400;
        assertEquals(0, sweep.goOn());
        today = FIRST_DAY + 401;
        assertEquals(1, sweep.goOn());
    }

    @Test
    void oneCallLooksAtAFewAndTheNextGoesOnUntilAllHadTheirTurn() {
        for (int i = 0; i < 950; i++) {
            objects.put("object " + i, seen());
        }
        today = FIRST_DAY + 401;

        int calls = 0;
        int forgotten = 0;
        while (forgotten < 950) {
            int now = sweep.goOn();
            assertTrue(now > 0 && now <= 100, "forgot " + now + " in call " + calls);
            forgotten += now;
            calls++;
        }

        assertEquals(10, calls);
        assertEquals(0, sweep.goOn());
    }

    @Test
    void afterTheLastObjectItBeginsAgainWithTheFirst() {
        for (int i = 0; i < 150; i++) {
            objects.put("object " + i, seen());
        }
        sweep.goOn();
        sweep.goOn();

        today = FIRST_DAY + 401;

        assertEquals(100, sweep.goOn());
        assertEquals(50, sweep.goOn());
    }

    private void seeToday(String object) {
        ObjectState before = objects.get(object);
        objects.put(object, memory.remember(before == null ? ObjectMemory.blank() : before, alertOfToday()));
    }

    private ObjectState seen() {
        return memory.remember(ObjectMemory.blank(), alertOfToday());
    }

    private CutOut alertOfToday() {
        Timeline received = Timeline.empty().with(Mark.RECEIVED, today * MICROS_A_DAY + 1);
        return CutOut.newBuilder(TestAlert.cutOut(1, "r", 10, 1))
                .setMarks(TimelineCodec.store(received))
                .build();
    }
}
