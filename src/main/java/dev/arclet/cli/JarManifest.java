package dev.arclet.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * What the build wrote into the jar about itself.
 *
 * @param version of the program
 * @param commit short hash of the source, ending in {@code -dirty} if files differed from it; empty where the build had no Git
 */
record JarManifest(String version, Optional<String> commit) {
    private static final Attributes.Name COMMIT = new Attributes.Name("Arclet-Commit");

    /** Empty where the program does not run from its jar. */
    static Optional<JarManifest> ofThisJar() {
        URL program = Arclet.class.getResource("Arclet.class");
        if (program == null || !program.getProtocol().equals("jar")) {
            return Optional.empty();
        }
        String url = program.toString();
        try (InputStream in = new URL(url.substring(0, url.indexOf('!') + 1) + "/META-INF/MANIFEST.MF").openStream()) {
            return of(new Manifest(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty if it names no version. */
    static Optional<JarManifest> of(Manifest manifest) {
        Attributes main = manifest.getMainAttributes();
        Optional<String> commit = Optional.ofNullable(main.getValue(COMMIT))
                .map(String::strip)
                .filter(text -> text.matches("[0-9a-f]{7,40}(-dirty)?"));
        return Optional.ofNullable(main.getValue(Attributes.Name.IMPLEMENTATION_VERSION))
                .map(version -> new JarManifest(version, commit));
    }
}
