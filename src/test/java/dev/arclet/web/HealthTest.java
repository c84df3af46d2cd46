package dev.arclet.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arclet.support.TestPackets;
import dev.arclet.support.TestWorker;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a probe is told in each state that a pipeline can be in. */
class HealthTest {
    private static final int UP = 200;
    private static final int DOWN = 503;

    @TempDir
    private Path folder;

    private final TestWorker worker = new TestWorker("gpu", 0.7f, Duration.ZERO);

    @Test
    void readyOnlyWhileTheStreamRunsAndAWorkerAnswers() throws Exception {
        try (RunningPipeline pipeline = new RunningPipeline(folder, worker, Duration.ofMinutes(1))) {
            String live = pipeline.url() + "health/live";
            String ready = pipeline.url() + "health/ready";
            assertEquals("[\"the stream is CREATED, not RUNNING\"]", reasons(ready, DOWN));
            assertEquals("[]", reasons(live, UP));

            pipeline.service().start();
            pipeline.send(TestPackets.alert(1, 1, "i"));
            Client.await(ready, answer -> answer.path("status").asText().equals("UP"));
            assertEquals("[]", reasons(ready, UP));

            worker.failWith("out of memory");
            pipeline.send(TestPackets.alert(2, 2, "i"));
            Client.await(ready, answer -> answer.path("status").asText().equals("DOWN"));
            String reasons = reasons(ready, DOWN);
            assertTrue(
                    reasons.matches("\\[\"no worker has answered for \\d+ s; the last failure: .*out of memory.*"),
                    reasons);
            assertEquals("[]", reasons(live, UP), "a new process would not mend the worker");

            worker.failWith(null);
            Client.await(ready, answer -> answer.path("status").asText().equals("UP"));
        }
    }

    @Test
    void aStreamThatHasGivenUpIsNotLiveAndSaysWhy() throws Exception {
        worker.failWith("out of memory");
        try (RunningPipeline pipeline = new RunningPipeline(folder, worker, Duration.ofMillis(200))) {
            pipeline.service().start();
            pipeline.send(TestPackets.alert(1, 1, "i"));

            String live = pipeline.url() + "health/live";
            Client.await(live, answer -> answer.path("status").asText().equals("DOWN"));
            assertTrue(reasons(live, DOWN).contains("the stream has stopped: "), reasons(live, DOWN));
            assertTrue(reasons(live, DOWN).contains("out of memory"), reasons(live, DOWN));
            assertTrue(reasons(pipeline.url() + "health/ready", DOWN).contains("the stream has stopped: "));
        }
    }

    /** As JSON, after a look at the status code. */
    private static String reasons(String url, int status) throws Exception {
        JsonNode answer = Client.json(url);
        assertEquals(status, Client.get(url).statusCode(), answer.toString());
        return answer.path("reasons").toString();
    }
}
