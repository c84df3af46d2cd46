package dev.arclet.scoring;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtEpDevice;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A provider that comes in a vendor's shared library, which ONNX Runtime loads at run time. */
final class PluginProvider {
    /** Picks one kind of the plug-in's devices; the others of the options are the provider's own. */
    private static final String DEVICE = "device";

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

    /** ONNX Runtime takes devices of one kind at a time: those asked for, or the first that the plug-in names. */
    private static List<OrtEpDevice> chosen(List<OrtEpDevice> devices, String name, Map<String, String> options)
            throws WorkerException {
        String wanted = options.getOrDefault(DEVICE, kind(devices.get(0)));
        return devices.stream()
                .filter(device -> kind(device).equalsIgnoreCase(wanted))
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> new WorkerException("provider " + name + " has no device " + wanted + "; it has "
                        + devices.stream().map(PluginProvider::kind).collect(Collectors.joining(", "))));
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
