package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.config.ConfigException;
import dev.arclet.config.Layer;
import dev.arclet.config.PipelineConfig;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.Models;
import dev.arclet.scoring.PictureBatch;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.WorkerException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private final ModelBundle model = Models.shipped().find("arclet-s");

    @Test
    void aProviderThatIsNotHereStopsTheStart() throws ConfigException {
        PipelineConfig config = config("[{kind: local, provider: rocm}]");

        UserError e = assertThrows(UserError.class, () -> Workers.open(config, model));

        assertTrue(
                e.getMessage().startsWith("worker rocm0 can't run model arclet-s: provider rocm is not in this ONNX"),
                e.getMessage());
    }

    @Test
    void aFallbackStandsInForAProviderThatIsNotHere() throws ConfigException {
        Workers workers = Workers.open(
                config("[{kind: local, provider: rocm}, {kind: local, threads: 1, fallback: true}]"), model);
        try {
            assertEquals(List.of("rocm0"), names(workers.regular()));
            assertEquals(List.of("cpu0"), names(workers.fallbacks()));
            PictureBatch blank = new PictureBatch(List.of(new float[model.pictureLength()]));
            WorkerException e = assertThrows(
                    WorkerException.class, () -> workers.regular().get(0).score(blank, new float[1]));
            assertTrue(e.getMessage().startsWith("not there since the start: provider rocm is not in"), e.getMessage());
        } finally {
            close(workers);
        }
    }

    @Test
    void aModelledDeviceHasAWorkerForEveryBatchThatItTakesAtATime() throws ConfigException {
        Workers workers = Workers.openForLoadTest(
                config("[{kind: device-model, device: fpga-brainwave-edge, scores: none}]"), model);

        assertEquals(6, workers.regular().size());
        assertEquals(
                "modelled:fpga-brainwave-edge:unscored#1",
                workers.regular().get(0).name());
        close(workers);
    }

    @Test
    void theServiceRefusesWorkersWithoutScores() throws ConfigException {
        PipelineConfig config = config("[{kind: device-model, device: tpu-v3-8, scores: none}]");

        UserError e = assertThrows(UserError.class, () -> Workers.open(config, model));

        assertEquals(
                "--set: scoring.workers: device-model tpu-v3-8 has scores: none, which is for load tests; leave it out to"
                        + " get scores",
                e.getMessage());
    }

    private static PipelineConfig config(String workers) throws ConfigException {
        return PipelineConfig.load(List.of(new Layer.Settings("--set", Map.of("scoring.workers", workers))));
    }

    private static List<String> names(List<Worker> workers) {
        return workers.stream().map(Worker::name).toList();
    }

    private static void close(Workers workers) {
        Stream.concat(workers.regular().stream(), workers.fallbacks().stream()).forEach(Worker::close);
    }
}
