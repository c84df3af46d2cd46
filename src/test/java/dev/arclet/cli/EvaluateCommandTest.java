package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arclet.config.ConfigException;
import dev.arclet.config.Layer;
import dev.arclet.config.PipelineConfig;
import dev.arclet.evaluation.Gallery;
import dev.arclet.evaluation.NightScoring;
import dev.arclet.evaluation.ScoredSample;
import dev.arclet.evaluation.sample.NightTruth;
import dev.arclet.picture.View;
import dev.arclet.scoring.OnnxModels;
import dev.arclet.scoring.TestBundles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
    private static final int SIZE = 30;

    @TempDir
    private static Path nights;

    /** One object in three is a lens; its truth table is beside it. */
    private static Path night;

    @TempDir
    private Path folder;

    private final InProcess arclet = new InProcess();

    @BeforeAll
    static void simulateANight() {
        night = nights.resolve("night.avro");
        InProcess arclet = new InProcess();
        String[] simulate = {
            "simulate", "night", "--visits", "8", "--alerts", "24", "--lenses", "0.3", "--slim", "--out", "" + night
        };
        assertEquals(0, arclet.run(simulate), arclet.errors());
    }

    private int evaluate(Path sample, Path report, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("evaluate", "--pictures", sample.toString(), "--out", report.toString()));
        arguments.addAll(List.of(more));
        return arclet.run(arguments.toArray(String[]::new));
    }

    private Path model(String name, View view, String... channels) {
        Path bundle = folder.resolve(name);
        TestBundles.mean(bundle, view, List.of(channels), SIZE);
        return bundle;
    }

    private static JsonNode json(Path report) throws IOException {
        return new ObjectMapper().readTree(report.resolve("evaluation.json").toFile());
    }

    private Path pictures() throws IOException {
        return LabelledPictures.write(folder.resolve("set.npz"), SIZE, 20, 1);
    }

    @Test
    void picturesThatAreToldApartGiveThatInEveryPartOfTheReport() throws IOException {
        Path report = folder.resolve("report");
        String model = model("net", View.OBJECT, "i", "r", "g").toString();
        assertEquals(0, evaluate(pictures(), report, "--model", model), arclet.errors());

        JsonNode evaluation = json(report).at("/evaluations/0");
        assertEquals("net", evaluation.at("/model/name").asText());
        assertEquals(20, evaluation.at("/counts/lenses").asInt());
        assertEquals(19, evaluation.at("/counts/others").asInt());
        assertEquals(1, evaluation.at("/counts/unlabelled").asInt());
        assertEquals(1, evaluation.at("/all/auroc/value").asDouble());
        assertTrue(evaluation.at("/all/atRates/0/point").isNull());
        assertEquals(100, evaluation.at("/all/atRates/0/needs").asInt());
        assertTrue(evaluation.at("/wide").isNull(), "no Einstein radius is known");
        assertEquals(0.839, evaluation.at("/all/tpr0/low").asDouble(), 1e-3);

        List<String> scores = Files.readAllLines(report.resolve("scores.csv"));
        assertEquals("model,id,label,kind,bands,score,probability,einstein_radius,snr", scores.get(0));
        assertEquals(41, scores.size());
        assertTrue(scores.get(1).startsWith("\"net 1.0\",\"set.npz#0\",1,,\"i+r+g\",0."), scores.get(1));

        String page = Files.readString(report.resolve("index.html"));
        assertTrue(page.contains("needs at least 100 others"));
        assertEquals(39, page.split("data:image/png;base64,", -1).length - 1, "all pictures are in the galleries");
        assertFalse(page.contains("<script") || page.contains("http"), "the page needs nothing from outside");
        assertTrue(arclet.out().contains("AUROC"), arclet.out());
        assertTrue(arclet.out().contains(report.resolve("index.html").toString()));
    }

    @Test
    void aNightsObjectsAreScoredAsTheServiceDoesAndJoinedToTheirTruth() throws IOException {
        String model = model("net", View.OBJECT, "i", "r", "g").toString();
        Path report = folder.resolve("report");
        assertEquals(
                0,
                arclet.run("evaluate", "--night", "" + night, "--model", model, "--out", "" + report),
                arclet.errors());

        List<String> truth = Files.readAllLines(night.resolveSibling("night.truth.csv"));
        long objects = truth.stream()
                .skip(1)
                .map(row -> row.split(",", -1)[1])
                .filter(id -> !id.isEmpty())
                .distinct()
                .count();
        long lenses = truth.stream()
                .skip(1)
                .map(row -> row.split(",", -1))
                .filter(row -> row[8].equals("1"))
                .map(row -> row[1])
                .distinct()
                .count();
        JsonNode evaluation = json(report).at("/evaluations/0");
        assertEquals(
                lenses,
                evaluation.at("/counts/lenses").asLong()
                        + evaluation.at("/counts/unscoredLenses").asLong());
        assertTrue(lenses > 5, "too few to tell anything: " + lenses);
        assertEquals(objects, Files.readAllLines(report.resolve("scores.csv")).size() - 1);
        assertEquals(3, evaluation.at("/bands").size(), "objects were known in one, two and three bands");
        assertTrue(evaluation.at("/completeness/byRadius").size() > 0);
        assertTrue(evaluation.at("/all/lenses").asLong()
                >= evaluation.at("/wide/lenses").asLong());
        assertLastScores(night, model, report);

        JsonNode counted = evaluation.at("/coverage/night");
        long ended = counted.at("/scored").asLong();
        for (String ending : List.of("skipped", "unscorable", "dead")) {
            for (JsonNode reason : counted.get(ending)) {
                ended += reason.get("alerts").asLong();
            }
        }
        assertEquals(truth.size() - 1, counted.at("/alerts").asLong());
        assertEquals(counted.at("/alerts").asLong(), ended, "no alert is lost from sight");
        assertEquals(0, counted.at("/inTruthOnly").asLong());
        assertTrue(evaluation.at("/accumulation/alerts").size() > 1);
    }

    /** Each object's score in the report is the last that {@code arclet score} gives it. */
    private void assertLastScores(Path night, String model, Path report) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream usual = System.out;
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            assertEquals(0, arclet.run("score", "" + night, "--format", "csv", "--set", "model=" + model));
        } finally {
            System.setOut(usual);
        }
        Map<String, String> last = new HashMap<>();
        written.toString(StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(row -> row.split(",", -1))
                .filter(row -> row[3].equals("scored"))
                .forEach(row -> last.put(row[1], row[5]));
        try (Stream<String> rows = Files.lines(report.resolve("scores.csv"))) {
            rows.skip(1)
                    .map(row -> row.split(",", -1))
                    .filter(row -> !row[5].isEmpty())
                    .forEach(row -> assertEquals(last.get(row[1]), row[5], row[1]));
        }
    }

    @Test
    void aModelOfSingleAlertsIsJudgedAlertByAlert() throws IOException {
        String model =
                model("net", View.ALERT, "template", "science", "difference").toString();
        Path report = folder.resolve("report");
        assertEquals(
                0,
                arclet.run("evaluate", "--night", "" + night, "--model", model, "--out", "" + report),
                arclet.errors());
        long ofObjects = Files.readAllLines(night.resolveSibling("night.truth.csv")).stream()
                .skip(1)
                .filter(row -> !row.split(",", -1)[1].isEmpty())
                .count();
        assertEquals(ofObjects, Files.readAllLines(report.resolve("scores.csv")).size() - 1);
    }

    @Test
    void twoModelsStandSideBySideOnSimulatedStamps() throws IOException {
        Path stamps = folder.resolve("stamps");
        assertEquals(
                0,
                arclet.run(
                        "simulate",
                        "stamps",
                        "--count",
                        "60",
                        "--size",
                        "30",
                        "--field",
                        "6",
                        "--softening",
                        "0.02",
                        "--out",
                        "" + stamps));
        String first = model("first", View.OBJECT, "i", "r", "g").toString();
        Path second = folder.resolve("second");
        TestBundles.write(second, View.OBJECT, List.of("i", "r", "g"), SIZE, OnnxModels.convolution(3, SIZE, 4));
        Path report = folder.resolve("report");
        assertEquals(0, evaluate(stamps, report, "--model", first, "--model", "" + second), arclet.errors());
        JsonNode evaluations = json(report).get("evaluations");
        assertEquals(2, evaluations.size());
        assertEquals(evaluations.at("/0/counts"), evaluations.at("/1/counts"));
        assertTrue(evaluations.at("/0/lookAlikes").size() > 2);
        assertTrue(Files.readString(report.resolve("index.html")).contains("<th>first 1.0</th><th>second 1.0</th>"));
        assertEquals(
                2 * evaluations.at("/0/throughput/pictures").asInt() + 1,
                Files.readAllLines(report.resolve("scores.csv")).size());
    }

    @Test
    void whatCanNotBeEvaluatedIsToldInOneLine() throws IOException {
        Path report = folder.resolve("report");
        assertEquals(1, evaluate(folder.resolve("nothing.npz"), report));
        assertTrue(arclet.errors().contains("nothing.npz is not there; give a night or labelled pictures"));
        Path alerts = Files.writeString(folder.resolve("night.avro"), "no alerts");
        assertEquals(1, evaluate(alerts, report));
        assertTrue(
                arclet.errors().contains("night.truth.csv is not there; give the night's truth with --truth"),
                arclet.errors());
        Files.createDirectories(report);
        Files.writeString(report.resolve("index.html"), "mine");
        assertEquals(2, evaluate(pictures(), report));
        assertTrue(arclet.errors().contains("holds index.html; give another folder, or --force"));
        assertEquals(2, evaluate(pictures(), report, "--force", "--truth", alerts.toString()));
        assertTrue(arclet.errors().contains("the labels of " + folder.resolve("set.npz") + " are in it"));
        assertEquals(2, evaluate(pictures(), report, "--force", "--pixel-scale", "0"));
        assertTrue(arclet.errors().contains("pixel scale is 0.0 arcsec; give more than 0, at most 60"));
        Files.delete(report.resolve("index.html"));
        assertEquals(2, evaluate(folder.resolve("night.avro"), report, "--order", "g,r,i", "--truth", "" + alerts));
        assertTrue(arclet.errors().contains("--order is for other people's pictures"), arclet.errors());
    }

    @Test
    void theSecondModelsMistakesShowBeforeTheFirstIsScored() throws IOException {
        String model = model("net", View.OBJECT, "i", "r", "g").toString();
        Path report = folder.resolve("report");
        int code = evaluate(pictures(), report, "--model", model, "--model", "" + folder.resolve("absent"));
        assertTrue(code != 0 && Files.notExists(report), arclet.errors());
        String other = model("other", View.OBJECT, "u", "z", "y").toString();
        assertTrue(evaluate(pictures(), report, "--model", model, "--model", other) != 0);
        assertTrue(arclet.errors().contains("and the model's u,z,y; name the pictures' with --order"), arclet.errors());
        assertTrue(Files.notExists(report), "nothing was scored");
    }

    @Test
    void modelsOfOneNameAreToldApartByTheirPlaces() throws IOException {
        Path first = Files.createDirectories(folder.resolve("fp32")).resolve("net");
        Path second = Files.createDirectories(folder.resolve("int8")).resolve("net");
        TestBundles.mean(first, View.OBJECT, List.of("i", "r", "g"), SIZE);
        TestBundles.mean(second, View.OBJECT, List.of("i", "r", "g"), SIZE);
        Path report = folder.resolve("report");
        assertEquals(0, evaluate(pictures(), report, "--model", "" + first, "--model", "" + second));
        assertEquals(
                "net 1.0 (" + first + ")",
                json(report).at("/evaluations/0/model/title").asText());
        assertEquals(
                "net 1.0 (" + second + ")",
                json(report).at("/evaluations/1/model/title").asText());
        int byWorkers = 0;
        for (JsonNode worker : json(report).at("/evaluations/0/throughput/workers")) {
            byWorkers += worker.get("pictures").asInt();
        }
        assertEquals(40, byWorkers);
    }

    @Test
    void anImageThatCanNotBeReadIsNamedAndTheOthersAreScored() throws IOException {
        for (String name : List.of("lenses/a.png", "lenses/broken.png", "others/b.png")) {
            Path file = folder.resolve("images").resolve(name);
            Files.createDirectories(file.getParent());
            BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
                image.setRGB(pixel % SIZE, pixel / SIZE, 0x010101 * (pixel % 200));
            }
            ImageIO.write(image, "png", file.toFile());
        }
        Path broken = folder.resolve("images/lenses/broken.png");
        byte[] bytes = Files.readAllBytes(broken);
        Files.write(broken, Arrays.copyOf(bytes, bytes.length / 2));
        Path report = folder.resolve("report");
        String model = model("net", View.OBJECT, "i", "r", "g").toString();
        assertEquals(0, evaluate(folder.resolve("images"), report, "--model", model), arclet.errors());
        JsonNode evaluation = json(report).at("/evaluations/0");
        assertEquals(1, evaluation.at("/counts/lenses").asInt());
        assertEquals(1, evaluation.at("/counts/unscoredLenses").asInt());
        assertEquals("unreadable", evaluation.at("/coverage/losses/0/reason").asText());
        assertTrue(
                evaluation.at("/coverage/losses/0/examples/0").asText().contains("broken.png"),
                evaluation.at("/coverage/losses").toString());
    }

    /** A night's gallery is made by taking its alerts up a second time. */
    @Test
    void aNightsGalleryShowsThePicturesThatWereScored() throws IOException, ConfigException {
        String model = model("net", View.OBJECT, "i", "r", "g").toString();
        PipelineConfig config = PipelineConfig.load(List.of(new Layer.Settings("test", Map.of("model", model))));
        try (Pipeline pipeline = Pipeline.open(config)) {
            ScoredSample sample = new NightScoring(
                            View.OBJECT,
                            NightTruth.read(night.resolveSibling("night.truth.csv")),
                            pipeline::directRoad,
                            done -> {})
                    .score(night);
            assertTrue(sample.gallery().lenses().size() > 1);
            for (Gallery.Shown shown : sample.gallery().lenses()) {
                float again =
                        pipeline.pool().submit(shown.picture().pixels()).join().value();
                assertEquals(shown.score(), again, 1e-6f, shown.specimen().id());
            }
        }
    }

    @Test
    void theTruthOfAnotherNightIsFoundOut() throws IOException {
        Path other = Files.writeString(folder.resolve("other.csv"), "diaObjectId,label\n12345,1\n12346,0\n");
        String model = model("net", View.OBJECT, "i", "r", "g").toString();
        int code = arclet.run(
                "evaluate",
                "--night",
                "" + night,
                "--truth",
                "" + other,
                "--model",
                model,
                "--out",
                "" + folder.resolve("report"));
        assertTrue(code != 0);
        assertTrue(arclet.errors().contains("is in the truth table (which has such as 1234"), arclet.errors());
    }
}
