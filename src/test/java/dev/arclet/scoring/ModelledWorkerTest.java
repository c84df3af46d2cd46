package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.picture.View;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ModelledWorkerTest {
    private static final int SIZE = 12;

    @TempDir
    Path folder;

    @Test
    void theScoresAreThisMachinesAndTheWorkersNameSaysThatItIsModelled() throws WorkerException {
        ModelBundle bundle = bundle();
        float[] picture = new float[bundle.pictureLength()];
        picture[5] = 2;
        PictureBatch batch = new PictureBatch(List.of(picture, new float[picture.length]));
        float[] modelled = new float[2];
        float[] local = new float[2];
        try (Worker worker = ModelledWorker.scoring(device("slow", 400, List.of()), "#2", bundle, 4);
                Worker here = LocalWorker.open("cpu", bundle, new LocalWorker.Options(1, 4, false))) {
            worker.score(batch, modelled);
            here.score(batch, local);

            assertEquals("modelled:slow#2", worker.name());
        }
        assertArrayEquals(local, modelled);
    }

    @Test
    void anAnswerNeverComesBeforeTheDeviceWouldGiveIt() throws WorkerException {
        try (Worker worker = ModelledWorker.unscored(device("slow", 30, List.of()), "", 4)) {
            long start = System.nanoTime();

            worker.score(new PictureBatch(List.of(new float[3])), new float[1]);

            assertTrue(System.nanoTime() - start >= 30_000_000);
            assertEquals("modelled:slow:unscored", worker.name());
        }
    }

    @Test
    void aDeviceThatIsFasterThanTheProcessorsIsRefused() {
        WorkerException e = assertThrows(
                WorkerException.class,
                () -> ModelledWorker.scoring(device("swift", 0.000_001, List.of()), "", bundle(), 4));

        assertTrue(
                e.getMessage()
                        .matches(
                                "device swift scores a batch of 1 in 0\\.00 ms, and one of this machine's"
                                        + " processors needs [0-9.]+ ms for it; model a slower device or a smaller network here"),
                e.getMessage());
    }

    @Test
    void theBatchesAreThoseOfTheDevice() {
        try (Worker worker = ModelledWorker.unscored(device("fixed", 1, List.of(2, 8)), "", 4)) {
            assertEquals(BatchSizes.only(List.of(2)), worker.batchSizes());
        }
    }

    @Test
    void twoDevicesDivideTheLoadByTheirSpeed() throws Exception {
        Worker fast = ModelledWorker.unscored(device("fast", 50, List.of(1)), "", 1);
        Worker slow = ModelledWorker.unscored(device("slow", 100, List.of(1)), "", 1);
        List<CompletableFuture<Score>> answers = new ArrayList<>();
        try (WorkerPool pool = new WorkerPool(
                List.of(fast, slow),
                3,
                PoolSettings.of(BatchPolicy.upTo(1)),
                new SimpleMeterRegistry(),
                System::nanoTime)) {
            for (int i = 0; i < 90; i++) {
                answers.add(pool.submit(new float[3]));
            }
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
        }
        Map<String, Long> byWorker = answers.stream()
                .collect(Collectors.groupingBy(answer -> answer.join().worker(), Collectors.counting()));

        assertEquals(60, byWorker.get("modelled:fast:unscored"), 6, byWorker.toString());
    }

    private ModelBundle bundle() {
        return TestBundles.mean(folder.resolve("model"), View.OBJECT, List.of("i", "r", "g"), SIZE);
    }

    private static DeviceDescription device(String name, double millis, List<Integer> sizes) {
        int maxBatch = sizes.isEmpty() ? 8 : sizes.get(sizes.size() - 1);
        return new DeviceDescription(
                name,
                "a device of this test",
                "any",
                millis,
                0,
                1,
                sizes,
                maxBatch,
                1,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Map.of());
    }
}
