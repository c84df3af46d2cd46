package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.picture.View;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutionProviderTest {
    @TempDir
    Path folder;

    @Test
    void aProviderThatThisOnnxRuntimeLacksIsRefusedByNameWithTheWayOut() {
        WorkerException e = assertThrows(WorkerException.class, () -> open(ExecutionProvider.of("rocm")));

        assertTrue(
                e.getMessage().startsWith("provider rocm is not in this ONNX Runtime, which has CPUExecutionProvider"),
                e.getMessage());
        assertTrue(
                e.getMessage()
                        .contains("; to have it, put an ONNX Runtime for Java that is built with it on the class path"),
                e.getMessage());
    }

    @Test
    void aLibraryThatIsNoPluginIsRefusedWithItsName() throws Exception {
        Path library = Files.writeString(folder.resolve("libdevice.so"), "no library");

        WorkerException e = assertThrows(
                WorkerException.class,
                () -> open(new ExecutionProvider("VendorExecutionProvider", Map.of(), Optional.of(library))));

        assertTrue(
                e.getMessage().startsWith("provider VendorExecutionProvider does not load from " + library + ": "),
                e.getMessage());
        assertTrue(e.getMessage().contains("; give the plug-in's library, built for this ONNX Runtime (1."));
    }

    @Test
    void aNameThatNoProviderHasNeedsALibrary() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> ExecutionProvider.of("VitisAI"));

        assertEquals(
                "provider is 'VitisAI'; give cpu, cuda, tensorrt, openvino, rocm, directml, dnnl, coreml, qnn, webgpu,"
                        + " xnnpack, or the name of a plug-in's provider together with its library",
                e.getMessage());
    }

    @Test
    void optionsThatAProviderDoesNotTakeAreNamed() {
        assertEquals("provider rocm takes no option gpu; give device_id", mistake("rocm", Map.of("gpu", "1")));
        assertEquals(
                "provider cuda: device_id is 'first'; give the device's number, from 0",
                mistake("cuda", Map.of("device_id", "first")));
        assertEquals(
                "provider cpu takes no library and no options; leave them out, or name the device's provider",
                mistake("cpu", Map.of("device_id", "0")));
    }

    private static String mistake(String name, Map<String, String> options) {
        return assertThrows(
                        IllegalArgumentException.class, () -> new ExecutionProvider(name, options, Optional.empty()))
                .getMessage();
    }

    private void open(ExecutionProvider provider) throws WorkerException {
        ModelBundle bundle = TestBundles.mean(folder.resolve("model"), View.OBJECT, List.of("i", "r", "g"), 8);
        LocalWorker.open("device", bundle, new LocalWorker.Options(1, 4, false), provider)
                .close();
    }

    private static String device(String name, Map<String, String> options) {
        return new ExecutionProvider(name, options, Optional.empty()).device();
    }

    private static String pluggedIn(Map<String, String> options) {
        return new ExecutionProvider("acme", options, Optional.of(Path.of("acme.so"))).device();
    }

    /** What fails on one device is tried on another one: two cards are two, and two ways to one card are one. */
    @Test
    void devicesAreToldApartByTheirNumbersAndKinds() {
        assertEquals(device("cuda", Map.of()), device("tensorrt", Map.of("device_id", "0")));
        assertNotEquals(device("cuda", Map.of()), device("cuda", Map.of("device_id", "1")));
        assertEquals(device("cuda", Map.of("device_id", "1")), device("tensorrt", Map.of("device_id", "01")));
        assertNotEquals(device("rocm", Map.of()), device("rocm", Map.of("device_id", "1")));
        assertEquals(
                device("openvino", Map.of("device_type", "NPU")), device("openvino", Map.of("device_type", "npu")));
        assertNotEquals(
                device("openvino", Map.of("device_type", "GPU.0")), device("openvino", Map.of("device_type", "GPU.1")));
        assertEquals(pluggedIn(Map.of("device", "GPU")), pluggedIn(Map.of("device", "gpu:0")));
        assertNotEquals(pluggedIn(Map.of("device", "gpu")), pluggedIn(Map.of("device", "gpu:1")));
        assertEquals("cpu", ExecutionProvider.CPU.device());
    }

    @Test
    void aPlugInsDeviceIsPickedByItsKindAndItsNumberAmongThose() {
        List<String> kinds = List.of("CPU", "GPU", "NPU", "GPU");

        assertEquals(OptionalInt.of(1), PluginProvider.index(kinds, "gpu"));
        assertEquals(OptionalInt.of(3), PluginProvider.index(kinds, "GPU:1"));
        assertEquals(OptionalInt.of(2), PluginProvider.index(kinds, "npu:0"));
        assertEquals(OptionalInt.empty(), PluginProvider.index(kinds, "gpu:2"));
        assertEquals(OptionalInt.empty(), PluginProvider.index(kinds, "gpu:one"));
    }
}
