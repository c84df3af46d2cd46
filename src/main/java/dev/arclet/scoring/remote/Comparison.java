package dev.arclet.scoring.remote;

import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.WorkerDeclinedException;
import dev.arclet.scoring.WorkerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds the model that a server describes against the bundle that pictures are made for. */
final class Comparison {
    private static final int PICTURE_DIMENSIONS = 3;

    private final ModelBundle bundle;
    private final RemoteModel settings;
    private final int channels;
    private final int size;
    private final List<String> problems = new ArrayList<>();

    private Comparison(ModelBundle bundle, RemoteModel settings) {
        this.bundle = bundle;
        this.settings = settings;
        this.channels = bundle.recipe().channels().size();
        this.size = bundle.recipe().grid().size();
    }

    /** @throws WorkerException naming everything in which they differ, each with the way out */
    static Agreement of(ModelBundle bundle, RemoteModel settings, ServedModel served) throws WorkerException {
        return new Comparison(bundle, settings).agreement(served);
    }

    private Agreement agreement(ServedModel served) throws WorkerException {
        if (served.inputs().size() > 1) {
            problems.add("it takes " + names(served.inputs()) + "; serve a model with one input");
        }
        Optional<TensorDescription> input =
                find("input", settings.input().name().orElse(bundle.input()), served.inputs());
        Optional<TensorDescription> output =
                find("output", settings.output().name().orElse(bundle.output()), served.outputs());
        Optional<TensorType> inputType =
                input.flatMap(found -> type("input", found, settings.input().quantization()));
        Optional<TensorType> outputType =
                output.flatMap(found -> type("output", found, settings.output().quantization()));
        Optional<Layout> layout = input.flatMap(this::layout);
        checkVersion(served);
        output.ifPresent(this::checkScores);
        input.filter(Comparison::tellsBatch).ifPresent(taken -> {
            checkBatch("input", taken);
            output.ifPresent(given -> checkBatch("output", given));
        });
        if (!problems.isEmpty()) {
            throw WorkerDeclinedException.refusal(
                    "the server's model is not that of " + bundle + ": " + String.join("; ", problems));
        }
        return new Agreement(
                input.orElseThrow().name(),
                inputType.orElseThrow(),
                layout.orElseThrow(),
                output.orElseThrow().name(),
                outputType.orElseThrow(),
                settings.version().or(served::onlyVersion));
    }

    /** Other servers number versions their own way; Arclet's says which bundle it has. */
    private void checkVersion(ServedModel served) {
        boolean arclet = served.platform().equals(RemoteWorker.ARCLET_PLATFORM);
        if (arclet && !served.versions().contains(bundle.version())) {
            problems.add("it serves version " + String.join(", ", served.versions()) + " of " + bundle.name()
                    + ", and the bundle is version " + bundle.version() + "; give both the same bundle");
        }
    }

    private Optional<TensorDescription> find(String role, String name, List<TensorDescription> tensors) {
        Optional<TensorDescription> found =
                tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            problems.add("it has no " + role + " " + name + " but " + names(tensors) + "; write " + role
                    + ": {name: ...} for this worker");
        }
        return found;
    }

    private Optional<TensorType> type(String role, TensorDescription tensor, Optional<Quantization> quantization) {
        Optional<TensorType> type = TensorType.named(tensor.type());
        if (type.isEmpty()) {
            problems.add(role + " " + tensor.name() + " is " + tensor.type()
                    + "; serve a model with FP32, FP16, INT8 or UINT8");
        } else if (type.get().isQuantized() && quantization.isEmpty()) {
            problems.add(role + " " + tensor.name() + " is " + tensor.type()
                    + "; write what its numbers mean for this worker, " + role + ": {scale: ..., zeroPoint: ...}");
        }
        return type;
    }

    private Optional<Layout> layout(TensorDescription input) {
        List<Layout> possible = settings.input().layout().map(List::of).orElse(List.of(Layout.values()));
        List<Layout> fitting = possible.stream()
                .filter(candidate -> holdsPictures(input.shape(), candidate.picture(channels, size)))
                .toList();
        if (fitting.size() > 1) {
            problems.add("input " + input.name() + " is " + input
                    + ", which does not tell whether channels come first or last; write input: {layout: nchw} or"
                    + " {layout: nhwc} for this worker");
        }
        if (fitting.isEmpty()) {
            List<String> wanted =
                    possible.stream().map(candidate -> shapeText(candidate)).toList();
            problems.add("input " + input.name() + " is " + input + ", but the bundle's pictures are "
                    + String.join(" or ", wanted));
        }
        return fitting.stream().findFirst();
    }

    private String shapeText(Layout layout) {
        List<Long> shape = Stream.concat(Stream.of(-1L), layout.picture(channels, size).stream())
                .toList();
        return TensorDescription.text(shape) + " (" + layout.name().toLowerCase(Locale.ROOT) + ")";
    }

    /** A shape that is not told can, and so can one that leaves the batch out. */
    private static boolean holdsPictures(List<Long> shape, List<Long> picture) {
        if (shape.isEmpty()) {
            return true;
        }
        int before = shape.size() - PICTURE_DIMENSIONS;
        if (before != 0 && before != 1) {
            return false;
        }
        for (int i = 0; i < PICTURE_DIMENSIONS; i++) {
            long length = shape.get(before + i);
            if (length >= 0 && length != picture.get(i)) {
                return false;
            }
        }
        return true;
    }

    private void checkScores(TensorDescription output) {
        List<Long> shape = output.shape();
        boolean oneEach = shape.size() <= 1 || (shape.size() == 2 && Math.abs(shape.get(1)) == 1);
        if (!oneEach) {
            problems.add("output " + output.name() + " is " + output
                    + ", but a score a picture is [N] or [N, 1]; serve a model that gives one");
        }
    }

    private static boolean tellsBatch(TensorDescription input) {
        return input.shape().size() == PICTURE_DIMENSIONS + 1;
    }

    /** A batch size that is not free must be the one that the settings name. */
    private void checkBatch(String role, TensorDescription tensor) {
        long rows = tensor.shape().isEmpty() ? -1 : tensor.shape().get(0);
        if (rows >= 0 && !settings.batchSizes().equals(List.of((int) rows))) {
            problems.add(role + " " + tensor.name() + " has batches of " + rows + " only; write batchSizes: [" + rows
                    + "] for this worker");
        }
    }

    private static List<String> names(List<TensorDescription> tensors) {
        return tensors.stream().map(TensorDescription::name).sorted().toList();
    }
}
