package dev.arclet.scoring.remote;

import static dev.arclet.scoring.remote.ScriptedOip.answer;
import static dev.arclet.scoring.remote.ScriptedOip.meansOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.picture.View;
import dev.arclet.scoring.BatchPolicy;
import dev.arclet.scoring.FailureCause;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.PoolSettings;
import dev.arclet.scoring.Score;
import dev.arclet.scoring.TestBundles;
import dev.arclet.scoring.WorkerException;
import dev.arclet.scoring.WorkerPool;
import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A pool of servers of which one does not do what it should: nothing is lost, nothing is answered twice or wrongly, the fault is
 * named, nobody waits for the server any more once it is out of service, and it is used again once it is well.
 */
@Timeout(120)
class UnsteadyServersTest {
    private static final int LENGTH = 3 * 4 * 4;
    private static final int PICTURES = 200;
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration PATIENT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private ModelBundle bundle;

    @BeforeEach
    void makeBundle() {
        bundle = TestBundles.mean(folder.resolve("net"), View.OBJECT, List.of("i", "r", "g"), 4);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aServersFaultCostsNoPictureItsScoreAndNoTimeOnceItIsOutOfServiceAndPassesWithTheFault(
            String fault, FailureCause cause, String named, ScriptedOip.Behaviour behaviour) throws Exception {
        ScriptedOip bad = new ScriptedOip();
        try (TestServer good = TestServer.start(new ScriptedOip());
                TestServer other = TestServer.start(bad);
                WorkerPool pool = pool(open("good", good, PATIENT), open("bad", other, limit(cause)))) {
            bad.behaves(behaviour);

            assertAllScoredOnce(pool);

            submitUntilOut(pool);
            double retries = count("arclet.worker.retries");
            assertAllScoredOnce(pool);
            assertEquals(retries, count("arclet.worker.retries"), "nobody was kept waiting by the bad server any more");
            assertEquals(0, pool.stats().workers().get(1).pictures());
            assertEquals(0, pool.stats().workers().get(0).failures());
            assertNamed(cause);
            String last = pool.health().lastFailure().orElse("none");
            assertTrue(last.startsWith("worker bad: ") && last.contains(named), last);

            bad.behaves(ScriptedOip::means);
            while (pool.stats().workers().get(1).pictures() == 0) {
                assertAllScoredOnce(pool);
            }
            assertEquals(List.of(), pool.health().outOfService());
            assertTrue(count("arclet.worker.restarts") >= 1);
            assertEquals(0, count("arclet.worker.rejected"));
        }
    }

    /** Short only where the fault is to take too long: else a busy machine would be a second fault. */
    private static Duration limit(FailureCause cause) {
        return cause == FailureCause.TIMEOUT ? SHORT : PATIENT;
    }

    private static void submitUntilOut(WorkerPool pool) throws Exception {
        while (pool.health().outOfService().isEmpty()) {
            assertAllScoredOnce(pool);
        }
    }

    /** All failures of the bad server are under this cause. */
    private void assertNamed(FailureCause expected) {
        Map<FailureCause, Double> counts = new EnumMap<>(FailureCause.class);
        for (FailureCause cause : FailureCause.values()) {
            double failures = count("arclet.worker.failures", "cause", cause.tag());
            if (failures > 0) {
                counts.put(cause, failures);
            }
        }
        assertEquals(Set.of(expected), counts.keySet(), () -> "failures: " + counts);
    }

    private double count(String meter, String... tags) {
        return meters.get(meter).tag("worker", "bad").tags(tags).counter().count();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("two numbers a picture", FailureCause.WRONG_SHAPE, "; a score each was due", request -> {
                    float[] means = meansOf(request);
                    float[] twice = Arrays.copyOf(means, 2 * means.length);
                    return answer(request, "FP32", bytes(twice), means.length, 2);
                }),
                fault("another type", FailureCause.WRONG_SHAPE, " although it had said FP32", request -> {
                    float[] means = meansOf(request);
                    return answer(request, "FP64", new byte[8 * means.length], means.length, 1);
                }),
                fault("half the rows", FailureCause.WRONG_ROWS, "; a score each was due", request -> {
                    float[] means = meansOf(request);
                    return answer(request, Arrays.copyOf(means, means.length / 2));
                }),
                fault("NaN", FailureCause.NO_SCORE, "gives NaN for ", request -> {
                    float[] scores = meansOf(request);
                    Arrays.fill(scores, Float.NaN);
                    return answer(request, scores);
                }),
                fault("numbers over 1", FailureCause.NO_SCORE, "gives 17.5 for a picture", request -> {
                    float[] scores = meansOf(request);
                    Arrays.fill(scores, 17.5f);
                    return answer(request, scores);
                }),
                fault(
                        "garbage",
                        FailureCause.GARBAGE,
                        " bytes, but FP32 ",
                        request -> answer(request, "FP32", new byte[] {1, 2, 3}, meansOf(request).length)),
                fault(
                        "another batch's answer",
                        FailureCause.GARBAGE,
                        "with the answer for other/1",
                        request -> ScriptedOip.means(request).toBuilder()
                                .setId("other/1")
                                .build()),
                fault("an error", FailureCause.ERROR, "failed (INTERNAL): out of device memory", request -> {
                    throw Status.INTERNAL
                            .withDescription("out of device memory")
                            .asRuntimeException();
                }),
                fault("no room", FailureCause.BUSY, "takes no more now: full", request -> {
                    throw Status.RESOURCE_EXHAUSTED.withDescription("full").asRuntimeException();
                }),
                fault("a refusal", FailureCause.REFUSED, "refused (PERMISSION_DENIED): who are you", request -> {
                    throw Status.PERMISSION_DENIED
                            .withDescription("who are you")
                            .asRuntimeException();
                }),
                fault("a broken connection", FailureCause.UNREACHABLE, "is not there: restarting", request -> {
                    throw Status.UNAVAILABLE.withDescription("restarting").asRuntimeException();
                }),
                fault("silence", FailureCause.TIMEOUT, "did not answer within 500 ms", request -> null),
                fault("an answer that is too late", FailureCause.TIMEOUT, "did not answer within 500 ms", request -> {
                    Thread.sleep(700);
                    return ScriptedOip.means(request);
                }));
    }

    private static Arguments fault(String what, FailureCause cause, String named, ScriptedOip.Behaviour behaviour) {
        return Arguments.of(what, cause, named, behaviour);
    }

    private static byte[] bytes(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return bytes.array();
    }

    @Test
    void bytesThatAreNoMessageAreGarbageAndNotAServerThatIsGone() throws Exception {
        try (TestServer server = TestServer.start(new NoiseOip())) {
            WorkerException e = assertThrows(WorkerException.class, () -> open("noise", server, PATIENT));

            assertEquals(FailureCause.GARBAGE, e.failure());
            assertTrue(e.getMessage().contains("gave an answer that cannot be read: "), e.getMessage());
        }
    }

    @Test
    void aServerThatIsBusyForLongCostsNoPictureItsScoreAndLeavesBatchesWhole() throws Exception {
        ScriptedOip script = new ScriptedOip();
        try (TestServer server = TestServer.start(script);
                WorkerPool pool = pool(open("gpu", server, PATIENT))) {
            AtomicInteger calls = new AtomicInteger();
            script.behaves(request -> {
                if (calls.incrementAndGet() <= 12) {
                    throw Status.RESOURCE_EXHAUSTED.withDescription("busy").asRuntimeException();
                }
                return ScriptedOip.means(request);
            });
            assertEquals(
                    0.25f, pool.submit(flat(0.25f)).get(50, TimeUnit.SECONDS).value(), 1e-6f);

            calls.set(11);
            assertAllScoredOnce(pool);
            assertEquals(0, pool.stats().workers().get(0).rejected());
        }
    }

    @Test
    void aServerThatWentAwayAndCameBackIsUsedAgain() throws Exception {
        TestServer first = TestServer.start(new ScriptedOip());
        Endpoint endpoint = first.endpoint();
        try (WorkerPool pool = pool(open("gpu", first, PATIENT))) {
            first.close();
            CompletableFuture<Score> waiting = pool.submit(flat(0.25f));
            while (pool.health().outage().isEmpty()) {
                Thread.sleep(5);
            }
            assertEquals(List.of("gpu"), pool.health().outOfService());

            try (TestServer again = TestServer.start(endpoint.port(), new ScriptedOip())) {
                assertEquals(0.25f, waiting.get(50, TimeUnit.SECONDS).value(), 1e-6f);
                assertEquals(Optional.empty(), pool.health().outage());
                assertEquals(endpoint, again.endpoint());
            }
        }
    }

    private static void assertAllScoredOnce(WorkerPool pool) throws Exception {
        AtomicIntegerArray answers = new AtomicIntegerArray(PICTURES);
        List<CompletableFuture<Score>> scores = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            int picture = i;
            scores.add(pool.submit(flat(value(i))).whenComplete((score, failure) -> answers.incrementAndGet(picture)));
            // So that both servers get some.
            Thread.sleep(1);
        }
        for (int i = 0; i < PICTURES; i++) {
            assertEquals(value(i), scores.get(i).get(50, TimeUnit.SECONDS).value(), 1e-6f, "picture " + i);
            assertEquals(1, answers.get(i), "answers of picture " + i);
        }
    }

    private static float value(int picture) {
        return picture / (float) PICTURES;
    }

    private static float[] flat(float value) {
        float[] picture = new float[LENGTH];
        Arrays.fill(picture, value);
        return picture;
    }

    private RemoteWorker open(String name, TestServer server, Duration timeout) throws WorkerException {
        ConnectionSettings settings =
                new ConnectionSettings(server.endpoint(), Optional.empty(), Map.of(), timeout, 1 << 20);
        return RemoteWorker.openInference(name, bundle, settings, RemoteModel.asInBundle(), 8);
    }

    private WorkerPool pool(RemoteWorker... workers) {
        PoolSettings settings = new PoolSettings(
                BatchPolicy.upTo(8), 2, Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofSeconds(5));
        return new WorkerPool(List.of(workers), LENGTH, settings, meters, System::nanoTime);
    }
}
