package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.arclet.config.PipelineConfig;
import dev.arclet.picture.View;
import dev.arclet.support.TestRoad;
import dev.arclet.support.TestWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyPageTest {
    @TempDir
    private Path folder;

    @Test
    void thePageShowsTheTopologyAsItIs() throws Exception {
        PipelineConfig config = PipelineConfig.load("topology/lsst.yaml", Map.of(), Map.of());
        List<TestWorker> workers = List.of(new TestWorker("w0", 0, Duration.ZERO));
        try (TestRoad road = new TestRoad(folder, View.OBJECT, config.stream(), workers)) {
            assertEquals(
                    TopologyPage.markdown(road.topology().build().describe()),
                    Files.readString(Path.of("topology/README.md")),
                    "stale; run: ./arclet topology --format markdown > topology/README.md");
        }
    }
}
