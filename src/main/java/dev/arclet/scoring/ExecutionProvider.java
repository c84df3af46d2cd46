package dev.arclet.scoring;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What ONNX Runtime computes on: this machine's processors, a device that it knows by itself, or one that a vendor's plug-in
 * brings.
 *
 * @param name {@code cpu}, one of {@link #builtIn()}, or the name by which a plug-in's devices call their provider
 * @param options what ONNX Runtime's documentation of the provider names, such as {@code device_id}
 * @param library the plug-in; empty for what ONNX Runtime has by itself
 */
public record ExecutionProvider(String name, Map<String, String> options, Optional<Path> library) {

    /** This machine's processors. */
    public static final ExecutionProvider CPU = new ExecutionProvider("cpu", Map.of(), Optional.empty());

    /** @throws IllegalArgumentException for a name that needs a library, or an option that the provider does not take */
    public ExecutionProvider {
        // In order, so that records of the same options print the same.
        options = Collections.unmodifiableMap(new TreeMap<>(options));
        if (library.isEmpty() && !name.equals("cpu")) {
            BuiltInProvider.named(name).orElseThrow(unknown(name)).checkOptions(options);
        }
        if (name.equals("cpu") && (library.isPresent() || !options.isEmpty())) {
            throw new IllegalArgumentException(
                    "provider cpu takes no library and no options; leave them out, or name the device's provider");
        }
    }

    private static Supplier<IllegalArgumentException> unknown(String name) {
        return () -> new IllegalArgumentException("provider is '" + name + "'; give " + builtIn()
                + ", or the name of a plug-in's provider together with its library");
    }

    /** A provider that ONNX Runtime has by itself, with its own defaults. */
    public static ExecutionProvider of(String name) {
        return new ExecutionProvider(name, Map.of(), Optional.empty());
    }

    /** Names of the providers that need no library, for messages. */
    public static String builtIn() {
        return "cpu, " + BuiltInProvider.names();
    }

    /** Names of the providers that the ONNX Runtime of this build has, as ONNX Runtime calls them. Starts it. */
    public static List<String> here() {
        // Starts DJL before anything of ONNX Runtime.
        OnnxRuntime.environment();
        return OrtEnvironment.getAvailableProviders().stream()
                .map(OrtProvider::getName)
                .sorted()
                .toList();
    }

    /** Whether nothing but this machine's processors computes. */
    public boolean isCpu() {
        return name.equals("cpu");
    }

    /**
     * What computes, the same for all providers and options that end on the same device, as far as their names tell: two GPUs are two
     * devices, and CUDA and TensorRT on one GPU are one.
     */
    public String device() {
        return library.isPresent()
                ? PluginProvider.device(name, options)
                : BuiltInProvider.named(name)
                        .map(known -> known.device(options))
                        .orElse(name);
    }

    /**
     * Has sessions with these options run on it.
     *
     * @param request what will be run
     * @return how ONNX Runtime calls it in its own records, such as {@code CUDAExecutionProvider}
     * @throws WorkerException if it is not here, with what would have it
     */
    String addTo(SessionOptions session, Request request) throws WorkerException {
        if (isCpu()) {
            return OnnxRuntime.PROCESSORS;
        }
        try {
            return library.isPresent()
                    ? PluginProvider.addTo(session, name, library.get(), options)
                    : BuiltInProvider.named(name).orElseThrow().addTo(session, options, request);
        } catch (OrtException e) {
            throw new WorkerException("provider " + name + " does not start: " + OnnxRuntime.firstLine(e), e);
        }
    }

    /**
     * What a session will be asked.
     *
     * @param input name of the network's input
     * @param channels of a picture
     * @param size pixels along its side
     * @param maxBatch most pictures in a batch
     */
    record Request(String input, int channels, int size, int maxBatch) {

        static Request of(ModelBundle bundle, int maxBatch) {
            return new Request(
                    bundle.input(),
                    bundle.recipe().channels().size(),
                    bundle.recipe().grid().size(),
                    maxBatch);
        }

        /** The input with so many pictures, as TensorRT writes it: {@code pictures:8x3x40x40}. */
        String shape(int pictures) {
            return String.format(Locale.ROOT, "%s:%dx%dx%dx%d", input, pictures, channels, size, size);
        }
    }
}
