package dev.arclet.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.stream.StreamSettings.Guarantee;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short run of the fault harness; {@code docs/reliability.md} tells of the long one. */
@Timeout(240)
class ChaosTest {
    @TempDir
    private Path folder;

    @Test
    void alertsOfAllKindsEndAsTheyMustWhileThingsBreak() throws Exception {
        List<Fault> faults = List.of(Fault.INSTANCE_STALLED);

        ChaosRun.Result result = new ChaosRun(Guarantee.EXACTLY_ONCE, faults, 3, 50, Duration.ofMinutes(1)).run(folder);

        assertTrue(result.isKept(), result::toString);
        assertEquals(0, result.total().missing());
        assertTrue(result.total().scored() > 0, result::toString);
        assertTrue(result.total().skipped() > 0, result::toString);
        assertTrue(result.total().unscorable() > 0, result::toString);
        assertTrue(result.total().dead() > 0, result::toString);
    }
}
