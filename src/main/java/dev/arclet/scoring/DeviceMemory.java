package dev.arclet.scoring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of a device's memory is taken, where its maker has a tool that tells. ONNX Runtime itself does not.
 *
 * @param reading empty where nobody tells
 */
record DeviceMemory(Optional<Reading> reading) {
    private static final Pattern NVIDIA_LINE = Pattern.compile("\\s*(\\d+),\\s*(\\d+)\\s*");

    /** Mebibytes. */
    record Reading(long used, long total) {}

    static DeviceMemory of(ExecutionProvider provider) {
        boolean nvidia = provider.name().equals("cuda") || provider.name().equals("tensorrt");
        return new DeviceMemory(nvidia ? ask(provider.options().getOrDefault("device_id", "0")) : Optional.empty());
    }

    private static Optional<Reading> ask(String device) {
        try {
            Process tool = new ProcessBuilder(
                            "nvidia-smi",
                            "--query-gpu=memory.used,memory.total",
                            "--format=csv,noheader,nounits",
                            "-i",
                            device)
                    .redirectErrorStream(true)
                    .start();
            if (!tool.waitFor(5, TimeUnit.SECONDS)) {
                tool.destroyForcibly();
                return Optional.empty();
            }
            return parse(new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Reads {@code 512, 16384}. */
    static Optional<Reading> parse(String line) {
        Matcher form = NVIDIA_LINE.matcher(line);
        return form.matches()
                ? Optional.of(new Reading(Long.parseLong(form.group(1)), Long.parseLong(form.group(2))))
                : Optional.empty();
    }

    /** Such as {@code , device memory 700 MiB for this worker, 15,100 of 16,384 MiB free}; nothing where nobody tells. */
    String describeChangeTo(DeviceMemory after) {
        if (reading.isEmpty() || after.reading.isEmpty()) {
            return "";
        }
        Reading now = after.reading.get();
        return String.format(
                Locale.ROOT,
                ", device memory %,d MiB for this worker, %,d of %,d MiB free",
                now.used() - reading.get().used(),
                now.total() - now.used(),
                now.total());
    }
}
