package dev.arclet.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.Models;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a release and the container image are made of. */
class ReleaseTest {
    @TempDir
    private Path folder;

    @Test
    void aReleaseHasTheLauncherBesideTheProgramAndWhatTheLicencesAskFor() throws IOException {
        Path target = target();

        Tool.Answer answer = Tool.run("deploy/release/assemble", target.toString(), folder + "/release");

        assertEquals(0, answer.exitCode(), answer.text());
        for (String part : List.of(
                "arclet.jar",
                "lib/some.jar",
                "bom.json",
                "man/man1/arclet.1",
                "LICENSE",
                "NOTICE",
                "topology/lsst.yaml",
                "triton/arclet-s/config.pbtxt",
                "triton/arclet-s/1/model.onnx")) {
            assertTrue(Files.isReadable(folder.resolve("release/" + part)), part);
        }
        assertTrue(Files.isExecutable(folder.resolve("release/arclet")));
    }

    @Test
    void aReleaseIsNotMadeOfHalfABuildNorOverAnother() throws IOException {
        Path target = target();
        Files.createDirectories(folder.resolve("full/other"));

        Tool.Answer over = Tool.run("deploy/release/assemble", target.toString(), folder + "/full");
        Files.delete(target.resolve("bom.json"));
        Tool.Answer half = Tool.run("deploy/release/assemble", target.toString(), folder + "/release");

        assertTrue(over.exitCode() == 1 && over.text().contains("is not empty"), over.text());
        assertTrue(half.exitCode() == 1 && half.text().contains("bom.json is missing"), half.text());
        assertFalse(Files.exists(folder.resolve("release")));
    }

    private Path target() throws IOException {
        Path target = Files.createDirectories(folder.resolve("target"));
        Files.createDirectories(target.resolve("lib"));
        Files.createDirectories(target.resolve("man"));
        for (String file : List.of("arclet.jar", "bom.json", "lib/some.jar", "man/arclet.1")) {
            Files.writeString(target.resolve(file), file);
        }
        return target;
    }

    @Test
    void theImageIsMadeOfWhatIsThereAndOfNothingThatIsLeftOut() {
        List<String> sent = StrictYaml.text(Path.of(".dockerignore"))
                .lines()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();
        List<String> copied = StrictYaml.text(Path.of("Dockerfile"))
                .lines()
                .filter(line -> line.startsWith("COPY ") && !line.contains("--from"))
                .flatMap(line -> sources(line.split(" +", -1)))
                .toList();

        assertTrue(copied.size() > 8, copied.toString());
        for (String source : copied) {
            assertTrue(Files.exists(Path.of(source)), "there is no " + source);
            assertTrue(
                    sent.stream().anyMatch(allowed -> (source + "/").startsWith(allowed + "/")),
                    source + " is left out by .dockerignore");
        }
    }

    private static Stream<String> sources(String... words) {
        return Arrays.stream(words, 1, words.length - 1).filter(word -> !word.startsWith("--"));
    }

    @Test
    void tritonIsToldTheNamesAndShapesOfTheNetwork() {
        ModelBundle bundle = Models.shipped().find("arclet-s");
        String config = StrictYaml.text(Path.of("deploy/triton/arclet-s/config.pbtxt"));
        int channels = bundle.recipe().channels().size();
        int size = bundle.recipe().grid().size();

        assertTrue(config.contains("name: \"" + bundle.name() + "\""));
        assertTrue(config.contains("name: \"" + bundle.input() + "\""));
        assertTrue(config.contains("name: \"" + bundle.output() + "\""));
        assertTrue(config.contains("dims: [ -1, %d, %d, %d ]".formatted(channels, size, size)));
    }

    @Test
    void theImagesHealthCheckTellsReadyFromNot() throws IOException {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/health/live", call -> {
            call.sendResponseHeaders(200, -1);
            call.close();
        });
        web.createContext("/health/ready", call -> {
            call.sendResponseHeaders(503, -1);
            call.close();
        });
        web.start();
        try {
            String port = Integer.toString(web.getAddress().getPort());

            assertEquals(
                    0, Tool.run("deploy/docker/healthy", "/health/live", port).exitCode());
            Tool.Answer notReady = Tool.run("deploy/docker/healthy", "/health/ready", port);
            assertEquals(1, notReady.exitCode());
            assertTrue(notReady.text().contains("/health/ready answers 503"), notReady.text());
            web.stop(0);
            assertNotEquals(
                    0, Tool.run("deploy/docker/healthy", "/health/live", port).exitCode());
        } finally {
            web.stop(0);
        }
    }
}
