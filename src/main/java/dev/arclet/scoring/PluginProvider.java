package dev.arclet.scoring;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtEpDevice;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A provider that comes in a vendor's shared library, which ONNX Runtime loads at run time. */
final class PluginProvider {
    /** Picks one of the plug-in's devices; the others of the options are the provider's own. */
    private static final String DEVICE = "device";

    private static final Pattern WANTED = Pattern.compile("(?<kind>[^:]+)(:(?<number>\\d{1,4}))?");

    private PluginProvider() {}

    /** The library is loaded once a process, as ONNX Runtime wants it; whoever comes later finds its devices. */
    static String addTo(SessionOptions session, String name, Path library, Map<String, String> options)
            throws OrtException, WorkerException {
        OrtEnvironment environment = OnnxRuntime.environment();
        synchronized (PluginProvider.class) {
            if (named(environment, name).isEmpty()) {
                register(environment, name, library);
            }
            if (named(environment, name).isEmpty()) {
                String found = environment.getEpDevices().stream()
                        .map(OrtEpDevice::getEpName)
                        .distinct()
                        .collect(Collectors.joining(", "));
                environment.unregisterExecutionProviderLibrary(name);
                throw new WorkerException("library " + library + " loads, but brings no provider " + name
                        + " with a device on this machine; there are " + found
                        + ". Correct the name, or run where the device and its driver are");
            }
        }
        List<OrtEpDevice> devices = named(environment, name);
        session.addExecutionProvider(chosen(devices, name, options), own(options));
        return name;
    }

    private static void register(OrtEnvironment environment, String name, Path library) throws WorkerException {
        try {
            environment.registerExecutionProviderLibrary(
                    name, library.toAbsolutePath().toString());
        } catch (OrtException e) {
            throw new WorkerException(
                    "provider " + name + " does not load from " + library + ": " + OnnxRuntime.firstLine(e)
                            + "; give the plug-in's library, built for this ONNX Runtime ("
                            + environment.getVersion() + ")",
                    e);
        }
    }

    private static List<OrtEpDevice> named(OrtEnvironment environment, String name) throws OrtException {
        return environment.getEpDevices().stream()
                .filter(device -> device.getEpName().equals(name))
                .toList();
    }

    /** ONNX Runtime takes devices of one kind at a time: the one asked for, or the first that the plug-in names. */
    private static List<OrtEpDevice> chosen(List<OrtEpDevice> devices, String name, Map<String, String> options)
            throws WorkerException {
        List<String> kinds = devices.stream().map(PluginProvider::kind).toList();
        OptionalInt index = index(kinds, options.getOrDefault(DEVICE, kinds.get(0)));
        if (index.isEmpty()) {
            throw new WorkerException("provider " + name + " has no device " + options.get(DEVICE) + "; it has "
                    + String.join(", ", kinds)
                    + "; give a kind, and of several of one kind its number too, from 0, such as gpu:1");
        }
        return List.of(devices.get(index.getAsInt()));
    }

    /** Where among these kinds the wanted device is, a kind or one of it by its number from 0, such as {@code gpu:1}. */
    static OptionalInt index(List<String> kinds, String wanted) {
        Matcher words = WANTED.matcher(wanted);
        if (!words.matches()) {
            return OptionalInt.empty();
        }
        int before = words.group("number") == null ? 0 : Integer.parseInt(words.group("number"));
        return IntStream.range(0, kinds.size())
                .filter(i -> kinds.get(i).equalsIgnoreCase(words.group("kind")))
                .skip(before)
                .findFirst();
    }

    /** What computes with these options; {@code gpu} is {@code gpu:0}. */
    static String device(String name, Map<String, String> options) {
        if (!options.containsKey(DEVICE)) {
            return name;
        }
        String device = options.get(DEVICE).toLowerCase(Locale.ROOT);
        return name + ":" + (device.contains(":") ? device : device + ":0");
    }

    private static String kind(OrtEpDevice device) {
        return device.getDevice().getType().toString();
    }

    private static Map<String, String> own(Map<String, String> options) {
        return options.entrySet().stream()
                .filter(option -> !option.getKey().equals(DEVICE))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
