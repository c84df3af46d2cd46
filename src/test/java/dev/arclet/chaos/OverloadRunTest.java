package dev.arclet.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.stream.StreamSettings.Guarantee;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The short run at three times the capacity; {@code docs/reliability.md} tells of the long one. */
@Timeout(240)
@EnabledOnOs(value = OS.LINUX, disabledReason = "memory, threads and files of a process are read from /proc")
class OverloadRunTest {
    @TempDir
    private Path folder;

    @Test
    void aProcessWithThreeTimesItsLoadSaysThatItFallsBehindAndItsSuccessorShedsWhatIsTooOld() throws Exception {
        OverloadRun.Result result = new OverloadRun(
                        Guarantee.EXACTLY_ONCE,
                        3,
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(1),
                        false)
                .run(folder);

        assertEquals(1, result.looks().size());
        assertEquals("growing", result.looks().get(0).vitals().flow(), result::toString);
        assertTrue(result.behindAtEnd() > 300, result::toString);
        assertTrue(result.toll().isClean(false), result::toString);
        assertTrue(result.endings().get("scored") > 100, result::toString);
        assertTrue(result.endings().getOrDefault(Accounts.SHED, 0L) > 100, result::toString);
        assertEquals(0, result.ends());
    }
}
