package dev.arclet.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arclet.scoring.DeviceDescription;
import dev.arclet.scoring.DeviceDescriptions;
import dev.arclet.scoring.ExecutionProvider;
import dev.arclet.scoring.remote.ConnectionSettings;
import dev.arclet.scoring.remote.Endpoint;
import dev.arclet.scoring.remote.HeaderText;
import dev.arclet.scoring.remote.Layout;
import dev.arclet.text.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every setting of one worker. The second reference table in docs/settings.md is made from these lists. */
final class WorkerKeys {
    /** Java's own authorities. */
    static final String SYSTEM = "system";

    static final Key<String> KIND = new Key<>(
            "kind",
            "",
            Kinds.text("local, oip, tfserving or device-model"),
            "ONNX Runtime in this process; a server that speaks the Open Inference Protocol; TensorFlow Serving; a device"
                    + " that is only described.");
    static final Key<Integer> COUNT =
            new Key<>("count", "1", Kinds.whole(1, 64), "So many such workers, each with a batch of its own.");
    static final Key<Boolean> FALLBACK = new Key<>(
            "fallback",
            "false",
            Kinds.yesOrNo(),
            "Whether it stands in only while none of the other workers is in service; its scores say so.");
    static final Key<Optional<Integer>> THREADS = new Key<>(
            "threads",
            "auto",
            Kinds.orWord("auto", Kinds.whole(1, 64)),
            "Processor threads that work on one batch. auto: a calibration at the start, of about 2s, chooses threads and"
                    + " count for this machine's processors.");
    static final Key<String> PROVIDER = new Key<>(
            "provider",
            "cpu",
            Kinds.text(ExecutionProvider.builtIn() + ", or a plug-in's"),
            "What computes: ONNX Runtime's execution provider. One that is not there, or leaves the work to the processors,"
                    + " stops the start, unless a fallback stands in.");
    static final Key<Map<String, String>> PROVIDER_OPTIONS = new Key<>(
            "providerOptions",
            "{}",
            Kinds.direct("names with values", WorkerKeys::texts),
            "Options as ONNX Runtime's page on the provider names them, such as {device_id: 1}; for a plug-in also device:"
                    + " CPU, GPU or NPU, of several of a kind with its number, from 0, such as gpu:1.");
    static final Key<Optional<Path>> PROVIDER_LIBRARY = new Key<>(
            "providerLibrary",
            "none",
            Kinds.optional(Kinds.file()),
            "A vendor's plug-in for ONNX Runtime (shared library); provider is then the name of its devices' provider.");

    static final Key<DeviceDescription> DEVICE = new Key<>(
            "device",
            "",
            Kinds.direct("a device that ships, or a .yaml file", WorkerKeys::device),
            "The device that is modelled; deploy/accelerators/devices has those that ship. Its scores are this machine's,"
                    + " its times are from its description, and both are marked 'modelled'.");
    static final Key<Boolean> SCORED = new Key<>(
            "scores",
            "real",
            Kinds.direct("real or none", WorkerKeys::scored),
            "real: a device that is faster than this machine's processors is refused; none: all scores are 0, for load tests only.");

    static final Key<Endpoint> ENDPOINT = new Key<>(
            "endpoint", "", Kinds.direct("HOST:PORT", WorkerKeys::endpoint), "Where the server listens for gRPC.");
    static final Key<Optional<String>> NAME = new Key<>(
            "name",
            "none",
            Kinds.optional(Kinds.text("text")),
            "Name in scores, metrics and messages; none: the endpoint. Where count is over 1, #1, #2 ... follow.");
    static final Key<Optional<String>> MODEL = new Key<>(
            "model", "none", Kinds.optional(Kinds.text("text")), "The model's name on the server; none: the bundle's.");
    static final Key<Optional<String>> MODEL_VERSION = new Key<>(
            "modelVersion",
            "none",
            Kinds.optional(Kinds.text("text")),
            "The model's version on the server; none: its choice.");
    static final Key<Optional<String>> SIGNATURE = new Key<>(
            "signature", "none", Kinds.optional(Kinds.text("text")), "The model's signature; none: serving_default.");
    static final Key<Duration> TIMEOUT = new Key<>(
            "timeout",
            Durations.text(ConnectionSettings.USUAL_TIMEOUT),
            Kinds.duration(Duration.ofMillis(10), Duration.ofMinutes(4)),
            "A batch that is not answered within this time is scored elsewhere, or again.");
    static final Key<Integer> MESSAGE_LIMIT = new Key<>(
            "messageLimit",
            "64MiB",
            Kinds.bytes(64 << 10, 1 << 30),
            "Largest message that the server takes; batches are kept below it.");
    static final Key<List<Integer>> BATCH_SIZES = new Key<>(
            "batchSizes",
            "[]",
            Kinds.list("a list of rising sizes, 1 to 1,024", Kinds.whole(1, 1024)::read),
            "The only batch sizes that the device computes; smaller batches are padded. Empty: any.");
    static final Key<Map<String, HeaderText>> HEADERS = new Key<>(
            "headers",
            "{}",
            Kinds.direct(
                    "names with text, in which ${env:NAME} and ${file:PATH} stand for secrets", WorkerKeys::headers),
            "Sent with every call, such as {authorization: 'Bearer ${file:/run/secrets/token}'}; a file is read each time.");
    static final Key<Optional<String>> AUTHORITIES = new Key<>(
            "tls.authorities",
            "none",
            Kinds.optional(Kinds.parsed("system, or a PEM file", WorkerKeys::authorities)),
            "Who vouches for the server's certificate: Java's authorities, or those of a file; none: no encryption.");
    static final Key<Optional<Path>> CERTIFICATE = new Key<>(
            "tls.certificate", "none", Kinds.optional(Kinds.file()), "Certificate that is shown to the server (PEM).");
    static final Key<Optional<Path>> KEY =
            new Key<>("tls.key", "none", Kinds.optional(Kinds.file()), "Its key (PEM, PKCS #8).");
    static final Key<Optional<String>> INPUT_NAME = new Key<>(
            "input.name", "none", Kinds.optional(Kinds.text("text")), "Name of the pictures; none: the bundle's.");
    static final Key<Optional<Layout>> INPUT_LAYOUT = new Key<>(
            "input.layout",
            "none",
            Kinds.optional(Kinds.oneOf(Layout.class, layout -> layout.name().toLowerCase(Locale.ROOT))),
            "Whether channels come first or last; none: as the server's shape says.");
    static final Key<Optional<Double>> INPUT_SCALE = new Key<>(
            "input.scale",
            "none",
            Kinds.optional(Kinds.positive()),
            "For INT8 and UINT8 pictures: real = scale * (whole - zeroPoint).");
    static final Key<Integer> INPUT_ZERO =
            new Key<>("input.zeroPoint", "0", Kinds.whole(-128, 255), "The whole number that stands for 0.");
    static final Key<Optional<String>> OUTPUT_NAME = new Key<>(
            "output.name", "none", Kinds.optional(Kinds.text("text")), "Name of the scores; none: the bundle's.");
    static final Key<Optional<Double>> OUTPUT_SCALE = new Key<>(
            "output.scale", "none", Kinds.optional(Kinds.positive()), "For INT8 and UINT8 scores, as for pictures.");
    static final Key<Integer> OUTPUT_ZERO =
            new Key<>("output.zeroPoint", "0", Kinds.whole(-128, 255), "The whole number that stands for 0.");

    private static final List<Key<?>> EVERY = List.of(KIND, COUNT, FALLBACK);
    private static final List<Key<?>> REMOTE = List.of(
            ENDPOINT,
            NAME,
            MODEL,
            MODEL_VERSION,
            TIMEOUT,
            MESSAGE_LIMIT,
            BATCH_SIZES,
            HEADERS,
            AUTHORITIES,
            CERTIFICATE,
            KEY,
            INPUT_NAME,
            INPUT_LAYOUT,
            INPUT_SCALE,
            INPUT_ZERO,
            OUTPUT_NAME,
            OUTPUT_SCALE,
            OUTPUT_ZERO);

    /** The settings that each kind has. */
    static final Map<String, List<Key<?>>> BY_WORKER_KIND = byWorkerKind();

    /** All settings, each once, with the kinds that have it. */
    static final Map<Key<?>, List<String>> ALL = all();

    private WorkerKeys() {}

    private static Map<String, List<Key<?>>> byWorkerKind() {
        List<Key<?>> remote = join(EVERY, REMOTE);
        Map<String, List<Key<?>>> keys = new LinkedHashMap<>();
        keys.put("local", join(EVERY, List.of(THREADS, PROVIDER, PROVIDER_OPTIONS, PROVIDER_LIBRARY)));
        keys.put("oip", remote);
        keys.put("tfserving", join(remote, List.of(SIGNATURE)));
        keys.put("device-model", join(EVERY, List.of(DEVICE, SCORED)));
        return Collections.unmodifiableMap(keys);
    }

    private static List<Key<?>> join(List<Key<?>> some, List<Key<?>> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static Map<Key<?>, List<String>> all() {
        Map<Key<?>, List<String>> all = new LinkedHashMap<>();
        BY_WORKER_KIND.forEach((kind, keys) -> keys.forEach(
                key -> all.computeIfAbsent(key, first -> new ArrayList<>()).add(kind)));
        return Collections.unmodifiableMap(all);
    }

    private static Endpoint endpoint(JsonNode node) {
        if (node.asText().contains("_")) {
            throw new IllegalArgumentException("a host's name has no '_'; give another name of it, or its address");
        }
        return Kinds.parsed("HOST:PORT", Endpoint::parse).read(node);
    }

    private static String authorities(String text) {
        return text.equals(SYSTEM) ? text : Kinds.readableFile(text).toString();
    }

    private static DeviceDescription device(JsonNode node) {
        if (node.asText().isBlank()) {
            throw new IllegalArgumentException(
                    "give a device that ships, such as fpga-brainwave-edge, or a .yaml file");
        }
        return DeviceDescriptions.find(node.asText());
    }

    private static boolean scored(JsonNode node) {
        if (!node.asText().matches("real|none")) {
            throw new IllegalArgumentException("give real or none");
        }
        return node.asText().equals("real");
    }

    private static Map<String, String> texts(JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("give {name: value}");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        node.properties()
                .forEach(text -> texts.put(text.getKey(), text.getValue().asText()));
        return texts;
    }

    /** Resolved once, so that a variable or file that is missing shows when the settings are read. */
    private static Map<String, HeaderText> headers(JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("give {name: text}");
        }
        Map<String, HeaderText> headers = new LinkedHashMap<>();
        node.properties().forEach(header -> {
            HeaderText text = new HeaderText(header.getValue().asText());
            text.resolve();
            headers.put(header.getKey(), text);
        });
        return headers;
    }
}
