package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.kafka.EmbeddedBroker;
import dev.arclet.kafka.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    private int doctor(String... arguments) {
        String[] call = new String[arguments.length + 1];
        call[0] = "doctor";
        System.arraycopy(arguments, 0, call, 1, arguments.length);
        return Arclet.commandLine().setOut(new PrintWriter(out)).execute(call);
    }

    private String line(String what) {
        return out.toString()
                .lines()
                .filter(line -> line.startsWith(what))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line on " + what + " in " + out));
    }

    @Test
    void aBrokerThatIsNamedAndNotThereIsBad() {
        int exitCode = doctor("--bootstrap", "localhost:1");

        assertEquals(1, exitCode);
        assertTrue(line("broker").contains(" bad "), line("broker"));
        assertTrue(line("broker").contains("no Kafka broker answers at localhost:1"), line("broker"));
        assertTrue(line("model").contains(" ok "), line("model"));
    }

    @Test
    void aMissingAlertsTopicIsBadAndAMistakeInTheSettingsIsShownInItsPlace() {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            int exitCode = doctor("--bootstrap", broker.bootstrapServers(), "--set", "scoring.batch.max=0");

            assertEquals(1, exitCode);
            assertTrue(line("broker").contains(" ok "), line("broker"));
            assertTrue(line("topic lsst-alerts").contains("not there"), line("topic lsst-alerts"));
            assertTrue(line("topic lens-scores").contains("run makes it"), line("topic lens-scores"));
            assertTrue(line("settings").contains("scoring.batch.max is 0"), line("settings"));
        }
    }

    @Test
    void theTopicsThatAPatternTakesAreListed() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            doctor("--bootstrap", broker.bootstrapServers(), "--set", "alerts.topic=lsst-alerts-v*");
            assertTrue(line("topics lsst-alerts-v*").contains("none there"), line("topics lsst-alerts-v*"));

            try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
                Topics.ensure(
                        admin,
                        List.of(
                                new NewTopic("lsst-alerts-v11.0", 1, (short) 1),
                                new NewTopic("lsst-alerts-v10.0", 1, (short) 1)));
            }
            out.getBuffer().setLength(0);
            doctor("--bootstrap", broker.bootstrapServers(), "--set", "alerts.topic=lsst-alerts-v*");

            assertTrue(
                    line("topics lsst-alerts-v*").contains("2 there: lsst-alerts-v10.0, lsst-alerts-v11.0"),
                    line("topics lsst-alerts-v*"));
            assertTrue(line("state in Kafka").contains("arclet-lsst: none yet"), line("state in Kafka"));
        }
    }

    @Test
    void whatTheProcessorCanDoIsToldFromItsFlags() throws Exception {
        Path zen4 = Files.writeString(
                folder.resolve("cpuinfo"), "processor\t: 0\nflags\t\t: fpu avx2 avx512f avx512_vnni\nprocessor\t: 1\n");

        Finding good = MachineChecks.instructions(MachineChecks.flags(zen4));
        Finding fair = MachineChecks.instructions(Set.of("avx2"));
        Finding poor = MachineChecks.instructions(Set.of("sse2"));

        assertEquals("AVX2, AVX-512, VNNI", good.found());
        assertEquals(
                List.of(Finding.Verdict.OK, Finding.Verdict.NOTE, Finding.Verdict.NOTE),
                List.of(good.verdict(), fair.verdict(), poor.verdict()));
        assertTrue(poor.remedy().contains("another machine"), poor.remedy());
    }

    @Test
    void aHeapTooSmallForTheTopicsPartitionsIsNoted() {
        Finding small = MachineChecks.heap(12, 512L << 20);

        assertEquals(Finding.Verdict.NOTE, small.verdict());
        assertTrue(small.remedy().contains("-Xmx1020m"), small.remedy());
        assertEquals(Finding.Verdict.OK, MachineChecks.heap(4, 1L << 30).verdict());
    }
}
