package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.picture.View;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {
    private static final List<String> BANDS = List.of("i", "r", "g");

    @TempDir
    Path temp;

    @Test
    void aModelThatShipsIsFoundByNameAndRuns() throws Exception {
        try (URLClassLoader classPath = classPath(folderOnClassPath("small"))) {
            ModelBundle bundle = new Models(Optional.empty(), classPath).find("small");

            assertEquals("models/small", bundle.place());
            try (Worker worker = LocalWorker.open("cpu", bundle, new LocalWorker.Options(1, 2, false))) {
                float[] scores = new float[1];
                worker.score(new PictureBatch(List.of(new float[bundle.pictureLength()])), scores);
                assertEquals(0.5f, scores[0], 1e-6f);
            }
        }
    }

    @Test
    void aModelInAJarIsFoundAndListed() throws Exception {
        try (URLClassLoader classPath = classPath(jarOf(folderOnClassPath("small")))) {
            Models models = new Models(Optional.empty(), classPath);

            assertEquals("small", models.find("small").name());
            assertEquals(
                    List.of("small"),
                    models.list().stream().map(Models.Found::name).toList());
        }
    }

    @Test
    void aModelInTheUsersFolderStandsBeforeOneThatShips() throws Exception {
        Path own = temp.resolve("own");
        TestBundles.mean(own.resolve("small"), View.ALERT, List.of("science"), 8);
        TestBundles.mean(own.resolve("other"), View.OBJECT, BANDS, 8);
        try (URLClassLoader classPath = classPath(folderOnClassPath("small"))) {
            Models models = new Models(Optional.of(own), classPath);

            assertEquals(View.ALERT, models.find("small").recipe().view());
            assertEquals(
                    List.of(
                            own.resolve("other").toString(),
                            own.resolve("small").toString()),
                    models.list().stream().map(Models.Found::place).toList());
        }
    }

    @Test
    void aPathIsTakenAsItIs() {
        Path folder = temp.resolve("anywhere");
        TestBundles.mean(folder, View.OBJECT, BANDS, 8);

        assertEquals(
                "anywhere",
                Models.in(temp.resolve("own")).find(folder.toString()).name());
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() throws Exception {
        try (URLClassLoader classPath = classPath(folderOnClassPath("small"))) {
            Models models = new Models(Optional.empty(), classPath);

            BadModelException e = assertThrows(BadModelException.class, () -> models.find("smal"));

            assertEquals(
                    "there is no model smal; give one of [small] or the path of a folder that holds model.onnx and model.yaml",
                    e.getMessage());
        }
    }

    @Test
    void aBrokenModelIsListedWithWhatIsWrong() {
        Path own = temp.resolve("own");
        TestBundles.writeFiles(own.resolve("broken"), "name: broken\n", new byte[] {1});

        Models.Found found = new Models(Optional.of(own), new URLClassLoader(new URL[0], null))
                .list()
                .get(0);

        assertEquals("broken", found.name());
        assertTrue(found.bundle().isEmpty());
        assertTrue(
                found.problems().get(0).contains("version is missing"),
                found.problems().toString());
    }

    private Path folderOnClassPath(String name) {
        Path root = temp.resolve("classes");
        TestBundles.mean(root.resolve("models").resolve(name), View.OBJECT, BANDS, 8);
        return root;
    }

    private Path jarOf(Path root) throws IOException {
        Path jar = temp.resolve("models.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (String entry : List.of("models/", "models/small/")) {
                out.putNextEntry(new JarEntry(entry));
            }
            for (String entry : List.of("models/small/model.yaml", "models/small/model.onnx")) {
                out.putNextEntry(new JarEntry(entry));
                Files.copy(root.resolve(entry), out);
            }
        }
        return jar;
    }

    private static URLClassLoader classPath(Path root) throws IOException {
        return new URLClassLoader(new URL[] {root.toUri().toURL()}, null);
    }
}
