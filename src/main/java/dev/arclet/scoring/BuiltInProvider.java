package dev.arclet.scoring;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The providers that ONNX Runtime's Java API has a call for. Which of them a build of it can run is another matter. */
enum BuiltInProvider {
    CUDA(OrtProvider.CUDA, Needs.NVIDIA),
    TENSORRT(OrtProvider.TENSOR_RT, Needs.NVIDIA + " and TensorRT 10"),
    OPENVINO(OrtProvider.OPEN_VINO, Needs.OWN_BUILD),
    ROCM(OrtProvider.ROCM, Needs.OWN_BUILD),
    DIRECTML(OrtProvider.DIRECT_ML, Needs.OWN_BUILD),
    DNNL(OrtProvider.DNNL, Needs.OWN_BUILD),
    COREML(OrtProvider.CORE_ML, "run on macOS"),
    QNN(OrtProvider.QNN, Needs.OWN_BUILD),
    WEBGPU(OrtProvider.WEBGPU, Needs.OWN_BUILD),
    XNNPACK(OrtProvider.XNNPACK, Needs.OWN_BUILD);

    private static final String DEVICE_ID = "device_id";
    private static final String DEVICE_TYPE = "device_type";

    private final OrtProvider provider;
    private final String needs;

    private static final class Needs {
        static final String NVIDIA =
                "build Arclet with the Maven profile gpu (Linux or Windows on x86-64) and install CUDA 12 and cuDNN 9";
        static final String OWN_BUILD = "put an ONNX Runtime for Java that is built with it on the class path,"
                + " or give the vendor's plug-in as providerLibrary";
    }

    BuiltInProvider(OrtProvider provider, String needs) {
        this.provider = provider;
        this.needs = needs;
    }

    static Optional<BuiltInProvider> named(String name) {
        return Arrays.stream(values())
                .filter(known -> known.word().equals(name))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(BuiltInProvider::word).collect(Collectors.joining(", "));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for an option that it does not take, as far as that is known before it starts */
    void checkOptions(Map<String, String> options) {
        Optional<List<String>> known = knownOptions();
        options.forEach((name, value) -> {
            if (known.isPresent() && !known.get().contains(name)) {
                throw new IllegalArgumentException("provider " + word() + " takes no option " + name + "; "
                        + (known.get().isEmpty() ? "it takes none" : "give " + String.join(", ", known.get())));
            }
            if (name.equals(DEVICE_ID) && !value.matches("\\d{1,4}")) {
                throw new IllegalArgumentException(
                        "provider " + word() + ": device_id is '" + value + "'; give the device's number, from 0");
            }
        });
    }

    /** The options that the Java call takes; empty where it hands all of them to the provider, which refuses what it doesn't know. */
    private Optional<List<String>> knownOptions() {
        return switch (this) {
            case ROCM, DIRECTML -> Optional.of(List.of(DEVICE_ID));
            case OPENVINO -> Optional.of(List.of(DEVICE_TYPE));
            case DNNL -> Optional.of(List.of());
            case CUDA, TENSORRT, COREML, QNN, WEBGPU, XNNPACK -> Optional.empty();
        };
    }

    /** What computes with these options; a GPU goes by its number, as it fails by itself. */
    String device(Map<String, String> options) {
        return switch (this) {
            case CUDA, TENSORRT -> "nvidia:" + deviceId(options);
            case ROCM, DIRECTML -> word() + ":" + deviceId(options);
            case OPENVINO ->
                options.containsKey(DEVICE_TYPE)
                        ? word() + ":" + options.get(DEVICE_TYPE).toLowerCase(Locale.ROOT)
                        : word();
            case DNNL, XNNPACK -> ExecutionProvider.CPU.name();
            case COREML, QNN, WEBGPU -> word();
        };
    }

    private void add(SessionOptions session, Map<String, String> options, ExecutionProvider.Request request)
            throws OrtException {
        switch (this) {
            case CUDA -> cuda(session, options);
            case TENSORRT -> tensorRt(session, options, request);
            case OPENVINO -> session.addOpenVINO(options.getOrDefault(DEVICE_TYPE, ""));
            case ROCM -> session.addROCM(deviceId(options));
            case DIRECTML -> session.addDirectML(deviceId(options));
            case DNNL -> session.addDnnl(true);
            case COREML -> session.addCoreML(options);
            case QNN -> session.addQnn(options);
            case WEBGPU -> session.addWebGPU(options);
            case XNNPACK -> session.addXnnpack(options);
        }
    }

    /** Has the session run on it; returns how ONNX Runtime calls it in its own records. */
    String addTo(SessionOptions session, Map<String, String> options, ExecutionProvider.Request request)
            throws WorkerException {
        // Starts DJL before anything of ONNX Runtime.
        OnnxRuntime.environment();
        Set<OrtProvider> here = OrtEnvironment.getAvailableProviders();
        if (!here.contains(provider)) {
            throw new WorkerException("provider " + word() + " is not in this ONNX Runtime, which has "
                    + here.stream().map(OrtProvider::getName).collect(Collectors.joining(", ")) + "; to have it, "
                    + needs);
        }
        try {
            add(session, options, request);
        } catch (OrtException e) {
            throw new WorkerException(
                    "provider " + word() + " does not start here: " + OnnxRuntime.firstLine(e) + "; to have it, "
                            + needs,
                    e);
        }
        return provider.getName();
    }

    private static int deviceId(Map<String, String> options) {
        return Integer.parseInt(options.getOrDefault(DEVICE_ID, "0"));
    }

    private static void cuda(SessionOptions session, Map<String, String> options) throws OrtException {
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions()) {
            for (Map.Entry<String, String> option : options.entrySet()) {
                cuda.add(option.getKey(), option.getValue());
            }
            session.addCUDA(cuda);
        }
    }

    /** With CUDA after it, for what TensorRT does not take. */
    private static void tensorRt(SessionOptions session, Map<String, String> options, ExecutionProvider.Request request)
            throws OrtException {
        Map<String, String> all = new HashMap<>(tensorRtDefaults(request));
        all.putAll(options);
        try (OrtTensorRTProviderOptions tensorRt = new OrtTensorRTProviderOptions()) {
            for (Map.Entry<String, String> option : all.entrySet()) {
                tensorRt.add(option.getKey(), option.getValue());
            }
            session.addTensorrt(tensorRt);
        }
        cuda(session, deviceOnly(options));
    }

    private static Map<String, String> deviceOnly(Map<String, String> options) {
        return options.containsKey(DEVICE_ID) ? Map.of(DEVICE_ID, options.get(DEVICE_ID)) : Map.of();
    }

    /** One engine for all batch sizes, kept on disk: without, every new size stops the pool while it compiles. */
    private static Map<String, String> tensorRtDefaults(ExecutionProvider.Request request) {
        Map<String, String> defaults = new HashMap<>(Map.of(
                "trt_profile_min_shapes", request.shape(1),
                "trt_profile_opt_shapes", request.shape(request.maxBatch()),
                "trt_profile_max_shapes", request.shape(request.maxBatch())));
        cacheFolder()
                .ifPresent(folder -> defaults.putAll(Map.of(
                        "trt_engine_cache_enable",
                        "1",
                        "trt_engine_cache_path",
                        folder.toString(),
                        "trt_timing_cache_enable",
                        "1",
                        "trt_timing_cache_path",
                        folder.toString())));
        return defaults;
    }

    /** {@code ~/.cache/arclet/tensorrt}, if it can be made; another one is given by the provider's own options. */
    private static Optional<Path> cacheFolder() {
        try {
            return Optional.of(
                    Files.createDirectories(Path.of(System.getProperty("user.home"), ".cache", "arclet", "tensorrt")));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
