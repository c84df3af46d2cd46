package dev.arclet.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arclet.scoring.remote.ConnectionSettings;
import dev.arclet.scoring.remote.Endpoint;
import dev.arclet.scoring.remote.HeaderText;
import dev.arclet.scoring.remote.Layout;
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

/** Every setting of one worker. The second reference table in the README is made from these lists. */
final class WorkerKeys {
    /** Java's own authorities. */
    static final String SYSTEM = "system";

    static final Key<String> KIND = new Key<>(
            "kind",
            "",
            Kinds.text("local, oip or tfserving"),
            "This machine's processors; a server that speaks the Open Inference Protocol; TensorFlow Serving.");
    static final Key<Integer> COUNT =
            new Key<>("count", "1", Kinds.whole(1, 64), "So many such workers, each with a batch of its own.");
    static final Key<Boolean> FALLBACK = new Key<>(
            "fallback",
            "false",
            Kinds.yesOrNo(),
            "Whether it stands in only while none of the other workers is in service; its scores say so.");
    static final Key<Integer> THREADS =
            new Key<>("threads", "1", Kinds.whole(1, 64), "Processor threads that work on one batch.");

    static final Key<Endpoint> ENDPOINT =
            new Key<>("endpoint", "", Kinds.parsed("HOST:PORT", Endpoint::parse), "Where the server listens for gRPC.");
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
            Kinds.text(ConnectionSettings.USUAL_TIMEOUT),
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
        keys.put("local", join(EVERY, List.of(THREADS)));
        keys.put("oip", remote);
        keys.put("tfserving", join(remote, List.of(SIGNATURE)));
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

    private static String authorities(String text) {
        return text.equals(SYSTEM) ? text : Kinds.readableFile(text).toString();
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
