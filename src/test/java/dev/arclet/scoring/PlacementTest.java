package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementTest {
    private static final String CUDA = "CUDAExecutionProvider";
    private static final String CPU = "CPUExecutionProvider";

    @TempDir
    Path folder;

    @Test
    void aDeviceMayLeaveSmallThingsToTheProcessors() throws IOException {
        Placement placement = placement(List.of(node("Conv", CUDA), node("Relu", CUDA), node("Shape", CPU)));

        assertDoesNotThrow(() -> placement.requireOn(CUDA));
        assertEquals("2 of 3 operations on CUDAExecutionProvider", placement.describe(CUDA));
    }

    @Test
    void aNetworkThatTheProcessorsRunInTheDevicesNameIsRefused() throws IOException {
        Placement placement = placement(List.of(node("Conv", CPU), node("Relu", CPU)));

        WorkerException e = assertThrows(WorkerException.class, () -> placement.requireOn(CUDA));

        assertTrue(
                e.getMessage().startsWith("CUDAExecutionProvider took none of the network's operations"),
                e.getMessage());
    }

    @Test
    void aDeviceThatLeavesConvolutionsToTheProcessorsIsRefused() throws IOException {
        Placement placement = placement(List.of(node("Conv", CUDA), node("FusedConv", CPU), node("Gemm", CPU)));

        WorkerException e = assertThrows(WorkerException.class, () -> placement.requireOn(CUDA));

        assertTrue(
                e.getMessage()
                        .startsWith("CUDAExecutionProvider leaves 2 convolutions and matrix products to the processors"
                                + " (FusedConv, Gemm)"),
                e.getMessage());
    }

    private Placement placement(List<String> nodes) throws IOException {
        String session = "{\"cat\":\"Session\",\"dur\":9,\"name\":\"session_initialization\",\"args\":{}}";
        Path profile = folder.resolve("profile.json");
        Files.writeString(profile, nodes.stream().collect(Collectors.joining(",", "[" + session + ",", "]")));
        return Placement.of(profile);
    }

    private static String node(String operation, String provider) {
        return String.format(
                "{\"cat\":\"Node\",\"dur\":5,\"name\":\"x_kernel_time\",\"args\":{\"op_name\":\"%s\",\"provider\":\"%s\"}}",
                operation, provider);
    }
}
