package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceDescriptionsTest {
    @TempDir
    Path folder;

    /** Pictures a second that the device's source states, of batches that keep it busy. */
    @ParameterizedTest
    @CsvSource({
        "fpga-brainwave-edge, 1, 600, 700",
        "fpga-brainwave-cloud, 1, 600, 700",
        "edge-tpu, 1, 380, 390",
        "tpu-v3-8, 19, 20500, 21500",
        "gpu-t4, 1, 330, 335",
        "gpu-t4, 128, 1270, 1285",
    })
    void aDeviceThatShipsIsAsFastAsItsSourceSays(String name, int batch, double least, double most) {
        DeviceDescription device = DeviceDescriptions.find(name);

        double rate = 1e9 * device.parallel() * batch / device.medianNanos(batch);

        assertEquals(name, device.name());
        assertTrue(rate >= least && rate <= most, name + " does " + rate + " pictures/s");
    }

    @Test
    void theJitterHasTheStated99thPercentileAndKeepsTheMedian() {
        DeviceDescription device = DeviceDescriptions.find("tpu-v3-8");

        assertEquals(1.2, (double) device.serviceNanos(4, 2.3263) / device.serviceNanos(4, 0), 1e-4);
        assertEquals(device.medianNanos(4), (double) device.serviceNanos(4, 0), 1);
    }

    @Test
    void everyMistakeInADescriptionIsToldAndNoFigureGoesWithoutItsSource() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), """
                name: mine
                device: a card
                network: ResNet-50
                fixedMillis: -1
                perPictureMillis: 0.1
                parallel: 1
                batchSizes: [1, x]
                maxBatch: 8
                p99OverMedian: 1
                watts: 75
                colour: green
                sources: {fixedMillis: its maker, perPictureMillis: its maker, parallel: its maker, maxBatch: its maker,
                          p99OverMedian: its maker}
                """);

        String message = mistake(file.toString());

        for (String expected : List.of(
                "mine.yaml: fixedMillis is -1; give milliseconds, 0 to 60000",
                "mine.yaml: batchSizes is [1,\"x\"]; give a list of whole numbers from 1 to 1024",
                "mine.yaml: sources.watts is missing; give where this figure is from",
                "mine.yaml: colour is not a key here")) {
            assertTrue(message.contains(expected), message);
        }
    }

    @Test
    void aDeviceThatDoesNotShipIsNamed() {
        assertEquals(
                "no device abacus ships; deploy/accelerators/devices has those that do. Give one of them, or a .yaml file",
                mistake("abacus"));
    }

    private static String mistake(String nameOrFile) {
        return assertThrows(IllegalArgumentException.class, () -> DeviceDescriptions.find(nameOrFile))
                .getMessage();
    }
}
