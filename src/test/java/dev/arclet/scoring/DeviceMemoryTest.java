package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceMemoryTest {

    @Test
    void whatAWorkerTakesAndWhatIsLeftIsTold() {
        DeviceMemory before = new DeviceMemory(DeviceMemory.parse("512, 16384\n"));
        DeviceMemory after = new DeviceMemory(DeviceMemory.parse("1212, 16384\n"));

        assertEquals(
                ", device memory 700 MiB for this worker, 15,172 of 16,384 MiB free", before.describeChangeTo(after));
    }

    @Test
    void aToolThatTellsNothingIsPassedOver() {
        DeviceMemory unknown = new DeviceMemory(DeviceMemory.parse("NVIDIA-SMI has failed\n"));

        assertEquals(Optional.empty(), unknown.reading());
        assertEquals("", unknown.describeChangeTo(unknown));
    }
}
