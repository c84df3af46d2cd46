package dev.arclet.scoring;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Finds model bundles by name: first in a folder of the user's, where each bundle is a folder of the model's name, then among
 * those that ship on the class path under {@code models/}. A name with a separator in it, or that of a folder that is there, is a
 * path to one bundle.
 */
public final class Models {
    private static final String RESOURCES = "models/";

    private final Optional<Path> folder;
    private final ClassLoader shipped;

    /**
     * @param folder the user's bundles; need not exist
     * @param shipped where the bundles that ship are looked for
     */
    public Models(Optional<Path> folder, ClassLoader shipped) {
        this.folder = folder;
        this.shipped = shipped;
    }

    /** Bundles of a folder, then those that ship with Arclet. */
    public static Models in(Path folder) {
        return new Models(Optional.of(folder), Models.class.getClassLoader());
    }

    /** Those that ship with Arclet. */
    public static Models shipped() {
        return new Models(Optional.empty(), Models.class.getClassLoader());
    }

    /**
     * One model that was found.
     *
     * @param name of its folder
     * @param place where that is
     * @param bundle the model, unless something is wrong with it
     * @param problems what is wrong with it
     */
    public record Found(String name, String place, Optional<ModelBundle> bundle, List<String> problems) {}

    /**
     * The bundle of a name or path.
     *
     * @throws BadModelException if there is none, or something is wrong with it
     */
    public ModelBundle find(String nameOrPath) {
        Optional<Path> path = bundlePath(nameOrPath);
        if (path.isPresent()) {
            return ModelBundle.load(path.get());
        }
        if (isShipped(nameOrPath)) {
            return loadShipped(nameOrPath);
        }
        throw new BadModelException(List.of("there is no model " + nameOrPath + "; give one of " + names()
                + " or the path of a folder that holds " + ModelBundle.NETWORK + " and " + ModelBundle.DESCRIPTION));
    }

    /** All models by name; one in the user's folder stands before one of the same name that ships. */
    public List<Found> list() {
        Map<String, Found> found = new TreeMap<>();
        for (String name : shippedNames()) {
            found.put(name, found(name, RESOURCES + name, () -> loadShipped(name)));
        }
        folder.ifPresent(parent -> bundlesIn(parent)
                .forEach(path -> found.put(
                        fileName(path), found(fileName(path), path.toString(), () -> ModelBundle.load(path)))));
        return List.copyOf(found.values());
    }

    private List<String> names() {
        Set<String> names = new TreeSet<>(shippedNames());
        folder.ifPresent(parent -> bundlesIn(parent).forEach(path -> names.add(fileName(path))));
        return List.copyOf(names);
    }

    private Optional<Path> bundlePath(String nameOrPath) {
        boolean isPath = nameOrPath.indexOf('/') >= 0 || nameOrPath.indexOf('\\') >= 0;
        if (isPath || isBundle(Path.of(nameOrPath))) {
            return Optional.of(Path.of(nameOrPath));
        }
        return folder.map(parent -> parent.resolve(nameOrPath)).filter(Files::isDirectory);
    }

    private static boolean isBundle(Path path) {
        return Files.isRegularFile(path.resolve(ModelBundle.DESCRIPTION));
    }

    private static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static List<Path> bundlesIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(Models::isBundle).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the models in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static Found found(String name, String place, Supplier<ModelBundle> bundle) {
        try {
            return new Found(name, place, Optional.of(bundle.get()), List.of());
        } catch (BadModelException e) {
            return new Found(name, place, Optional.empty(), e.problems());
        }
    }

    private boolean isShipped(String name) {
        return shipped.getResource(RESOURCES + name + "/" + ModelBundle.DESCRIPTION) != null;
    }

    private ModelBundle loadShipped(String name) {
        return ModelBundle.load("models/" + name, file -> openShipped(RESOURCES + name + "/" + file));
    }

    private InputStream openShipped(String resource) throws IOException {
        InputStream stream = shipped.getResourceAsStream(resource);
        if (stream == null) {
            throw new NoSuchFileException(resource);
        }
        return stream;
    }

    private Set<String> shippedNames() {
        Set<String> names = new TreeSet<>();
        try {
            for (URL root : Collections.list(shipped.getResources(RESOURCES))) {
                names.addAll(namesUnder(root));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the models on the class path: " + e.getMessage(), e);
        }
        names.removeIf(name -> !isShipped(name));
        return names;
    }

    private static List<String> namesUnder(URL root) throws IOException {
        URLConnection connection = root.openConnection();
        if (connection instanceof JarURLConnection jar) {
            jar.setUseCaches(false);
            try (JarFile file = jar.getJarFile()) {
                return file.stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.startsWith(RESOURCES) && name.endsWith("/" + ModelBundle.DESCRIPTION))
                        .map(name -> name.substring(RESOURCES.length(), name.lastIndexOf('/')))
                        .toList();
            }
        }
        if (!root.getProtocol().equals("file")) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        bundlesIn(Path.of(uri(root))).forEach(path -> names.add(fileName(path)));
        return names;
    }

    private static URI uri(URL url) throws IOException {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new FileNotFoundException(url + " is not a place: " + e.getMessage());
        }
    }
}
