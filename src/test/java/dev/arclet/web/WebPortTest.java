package dev.arclet.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arclet.record.LensCandidate;
import dev.arclet.record.LensScore;
import dev.arclet.stream.Flow;
import dev.arclet.stream.FlowMonitor;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The web port of a pipeline that has scored a small night. */
class WebPortTest {
    private static final int EVERYTHING = RunningPipeline.ALERTS + 3;

    @TempDir
    private static Path folder;

    private static RunningPipeline pipeline;

    @BeforeAll
    static void runANight() throws Exception {
        pipeline = new RunningPipeline(folder);
        pipeline.sendNight();
        Client.await(page("api/candidates"), listing -> listing.path("objects").asInt() == RunningPipeline.OBJECTS);
    }

    @AfterAll
    static void stop() {
        pipeline.close();
    }

    private static String page(String path) {
        return pipeline.url() + path;
    }

    @Test
    void theEventsTellWhereEveryAlertWent() throws Exception {
        JsonNode status = firstStatus();

        JsonNode ledger = status.path("ledger");
        assertEquals(EVERYTHING, ledger.path("in").asInt());
        assertEquals(
                EVERYTHING,
                ledger.path("scored").asInt()
                        + ledger.path("skipped").asInt()
                        + ledger.path("unscorable").asInt()
                        + ledger.path("dead").asInt());
        assertEquals(1, ledger.path("dead").asInt());
        assertEquals(1, ledger.path("outcomes").path("skipped: solar_system").asInt());
        assertTrue(status.path("ready").asBoolean(), status.path("reasons").toString());
        assertEquals("cpu0", status.path("workers").path(0).path("name").asText());
        assertEquals(
                RunningPipeline.ALERTS,
                status.path("workers").path(0).path("pictures").asInt());
        assertEquals("transport", status.path("stages").path(1).path("stage").asText());
    }

    private static JsonNode firstStatus() throws Exception {
        return firstStatus(page("api/events"));
    }

    private static JsonNode firstStatus(String url) throws Exception {
        try (InputStream events = URI.create(url).toURL().openStream();
                BufferedReader lines = new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (!line.startsWith("data: ")) {
                line = lines.readLine();
            }
            return new ObjectMapper().readTree(line.substring("data: ".length()));
        }
    }

    @Test
    void theWallShowsEachObjectOnceWithItsBestScoreAndAllScores() throws Exception {
        JsonNode listing = Client.json(page("api/candidates?order=best&limit=100"));

        Set<String> ids = new HashSet<>();
        double last = 1;
        for (JsonNode candidate : listing.path("candidates")) {
            assertTrue(ids.add(candidate.path("id").asText()), "twice: " + candidate);
            assertTrue(candidate.path("score").asDouble() <= last, "best first");
            last = candidate.path("score").asDouble();
            double best = 0;
            for (JsonNode sighting : candidate.path("history")) {
                best = Math.max(best, sighting.path("score").asDouble());
            }
            assertEquals(best, last, "the best of its history");
        }
        assertEquals(ids.size(), listing.path("objects").asInt());
    }

    @Test
    void theFilterLeavesOutLowScoresAndOtherBands() throws Exception {
        JsonNode all = Client.json(page("api/candidates?order=best"));
        double middle = all.path("candidates").path(10).path("score").asDouble();

        JsonNode best = Client.json(page("api/candidates?min-score=" + middle));
        JsonNode none = Client.json(page("api/candidates?band=y"));

        assertTrue(best.path("matching").asInt() >= 11);
        assertTrue(best.path("matching").asInt() < all.path("matching").asInt());
        best.path("candidates")
                .forEach(candidate -> assertTrue(candidate.path("score").asDouble() >= middle));
        assertEquals(0, none.path("matching").asInt());
        assertEquals(all.path("objects"), none.path("objects"));
    }

    @Test
    void aMistakenFilterIsRefusedWithTheWayOut() throws Exception {
        HttpResponse<byte[]> answer = Client.get(page("api/candidates?min-score=high"));

        assertEquals(400, answer.statusCode());
        assertTrue(new String(answer.body(), StandardCharsets.UTF_8)
                .contains("min-score is 'high'; give a number from 0 to 1"));
    }

    @Test
    void everyPictureThatACandidateNamesIsAnImageWithSomethingInIt() throws Exception {
        JsonNode candidate =
                Client.json(page("api/candidates")).path("candidates").path(0);

        assertEquals(
                "[\"seen\",\"science\",\"template\",\"difference\"]",
                candidate.path("pictures").toString());
        for (JsonNode name : candidate.path("pictures")) {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(
                    Client.get(page("api/candidates/" + candidate.path("id").asText() + "/" + name.asText() + ".png"))
                            .body()));
            int middle = image.getRGB(image.getWidth() / 2, image.getHeight() / 2) & 0xff;
            int corner = image.getRGB(1, 1) & 0xff;
            assertTrue(middle > corner + 60, name + ": the spot is " + middle + ", the corner " + corner);
        }
    }

    @Test
    void theWallIsThereAgainAfterARestart() throws Exception {
        Set<String> before = ids(Client.json(page("api/candidates?limit=1000")));

        pipeline.reopenPort();

        JsonNode after = Client.await(
                page("api/candidates?limit=1000"), listing -> ids(listing).equals(before));
        assertFalse(after.path("candidates").isEmpty());
    }

    private static Set<String> ids(JsonNode listing) {
        Set<String> ids = new HashSet<>();
        listing.path("candidates")
                .forEach(candidate -> ids.add(candidate.path("id").asText()));
        return ids;
    }

    @Test
    void theTablesHaveWhatTheWallHas() throws Exception {
        Set<String> expected = ids(Client.json(page("api/candidates?limit=1000")));

        List<String> csv = Client.text(page("candidates.csv")).lines().toList();
        Set<String> voTable = firstColumn(Client.get(page("candidates.vot")).body());
        JsonNode json = Client.json(page("candidates.json"));

        assertTrue(csv.get(0).startsWith("object_id,source_id,survey,ra,dec,score,"), csv.get(0));
        Set<String> inCsv = new HashSet<>();
        csv.subList(1, csv.size())
                .forEach(line -> inCsv.add(line.substring(0, line.indexOf(',')).replace("\"", "")));
        assertEquals(expected, inCsv);
        assertEquals(expected, voTable);
        assertEquals(expected.size(), json.size());
    }

    private static Set<String> firstColumn(byte[] xml) throws Exception {
        DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
        parsers.setNamespaceAware(true);
        Document table = parsers.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        String ivoa = "http://www.ivoa.net/xml/VOTable/v1.3";
        NodeList rows = table.getElementsByTagNameNS(ivoa, "TR");
        int fields = table.getElementsByTagNameNS(ivoa, "FIELD").getLength();
        Set<String> first = new HashSet<>();
        for (int i = 0; i < rows.getLength(); i++) {
            NodeList cells = ((Element) rows.item(i)).getElementsByTagNameNS(ivoa, "TD");
            assertEquals(fields, cells.getLength());
            first.add(cells.item(0).getTextContent());
        }
        return first;
    }

    @Test
    void theSchemaLookUpAnswersAsARegistryDoes() throws Exception {
        JsonNode byId = Client.json(page("schemas/ids/201"));
        JsonNode subjects = Client.json(page("subjects"));
        JsonNode latest = Client.json(page("subjects/scores-value/versions/latest"));
        HttpResponse<byte[]> unknown = Client.get(page("schemas/ids/12345"));

        assertEquals(
                form(LensCandidate.getClassSchema()), form(byId.path("schema").asText()));
        assertEquals("[\"scores-value\",\"candidates-value\"]", subjects.toString());
        assertEquals("[1]", Client.json(page("subjects/scores-value/versions")).toString());
        assertEquals(101, latest.path("id").asInt());
        assertEquals(
                form(LensScore.getClassSchema()), form(latest.path("schema").asText()));
        assertEquals(404, unknown.statusCode());
        assertEquals(
                40403,
                new ObjectMapper().readTree(unknown.body()).path("error_code").asInt());
        assertEquals(
                40402,
                Client.json(page("subjects/scores-value/versions/2"))
                        .path("error_code")
                        .asInt());
        assertEquals(
                40401,
                Client.json(page("subjects/x/versions/1")).path("error_code").asInt());
        assertEquals(
                42202,
                Client.json(page("subjects/scores-value/versions/two"))
                        .path("error_code")
                        .asInt());
    }

    private static String form(String schema) {
        return form(new Schema.Parser().parse(schema));
    }

    /** All that tells how the bytes lie. */
    private static String form(Schema schema) {
        return SchemaNormalization.toParsingForm(schema);
    }

    @Test
    void aPipelineThatScoresIsLiveAndReady() throws Exception {
        assertEquals(200, Client.get(page("health/live")).statusCode());
        assertEquals("UP", Client.json(page("health/ready")).path("status").asText());
    }

    @Test
    void aBacklogThatDrainsIsToldWithWhenItWillBeDoneAndIsNoReasonAgainstBeingReady() throws Exception {
        Flow draining = new Flow.Draining(8500, 200, Duration.ofSeconds(170));
        try (WebPort port = pipeline.openPort(
                Optional.empty(), () -> new FlowMonitor.Seen(draining, Duration.ofMillis(20), OptionalLong.of(17)))) {
            JsonNode health = Client.json(port.url() + "health/ready");

            assertEquals("UP", health.path("status").asText());
            assertEquals(
                    "draining: 8,500 alerts behind, 200/s end, done in 3 min",
                    health.path("flow").asText());
            JsonNode flow = firstStatus(port.url() + "api/events").path("flow");
            assertEquals("draining", flow.path("state").asText());
            assertEquals(8500, flow.path("behind").asLong());
            assertEquals(17, firstStatus(port.url() + "api/events").path("lag").asLong());
        }
    }

    @Test
    void aStreamThatIsStuckIsNotReadyAndSaysWhyOnThePageToo() throws Exception {
        Flow stuck =
                new Flow.Stuck(3200, Duration.ofSeconds(42), List.of("worker gpu-1 is out of service since 41 s ago"));
        String text =
                "stuck: no alert has ended for 42 s though 3,200 wait; worker gpu-1 is out of service since 41 s ago";
        try (WebPort port = pipeline.openPort(
                Optional.empty(), () -> new FlowMonitor.Seen(stuck, Duration.ofSeconds(42), OptionalLong.of(17)))) {
            HttpResponse<byte[]> ready = Client.get(port.url() + "health/ready");
            JsonNode status = firstStatus(port.url() + "api/events");

            assertEquals(503, ready.statusCode());
            assertTrue(new String(ready.body(), StandardCharsets.UTF_8).contains(text));
            assertEquals(200, Client.get(port.url() + "health/live").statusCode(), "a new process would not help");
            assertEquals(text, status.path("reasons").path(0).asText());
            assertEquals("stuck", status.path("flow").path("state").asText());
        }
    }

    @Test
    void nothingFromElsewhereMayBeLoadedAndNobodyMayFrameThePage() throws Exception {
        HttpResponse<byte[]> answer = Client.get(page(""));

        String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"), policy);
        assertFalse(policy.contains("unsafe-inline"), policy);
        assertEquals(
                "nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
        assertEquals(Optional.empty(), answer.headers().firstValue("Server"));
    }

    @Test
    void withATokenOnlyWhoShowsItIsAnsweredButHealthIsOpen() throws Exception {
        try (WebPort guarded = pipeline.openPort(Optional.of("open-sesame"))) {
            String metrics = guarded.url() + "metrics";
            String basic = Base64.getEncoder().encodeToString("me:open-sesame".getBytes(StandardCharsets.UTF_8));

            assertEquals(401, Client.get(metrics).statusCode());
            assertEquals(
                    401, Client.get(metrics, "Authorization", "Bearer sesame").statusCode());
            assertEquals(
                    200,
                    Client.get(metrics, "Authorization", "Bearer open-sesame").statusCode());
            assertEquals(
                    200, Client.get(metrics, "Authorization", "Basic " + basic).statusCode());
            assertEquals(401, Client.get(guarded.url() + "api/events").statusCode());
            assertEquals(200, Client.get(guarded.url() + "health/live").statusCode());
        }
    }

    /** A page from elsewhere can have its own name answer with 127.0.0.1; the browser then says that name. */
    @Test
    void withoutATokenNobodyIsAnsweredWhoCallsThisMachineByAnotherName() throws Exception {
        URI url = URI.create(pipeline.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream()
                    .write("GET /api/candidates HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertTrue(answer.startsWith("HTTP/1.1 421 "), answer);
        }
    }

    @Test
    void thePortIsForReadingOnly() throws Exception {
        URI url = URI.create(pipeline.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream()
                    .write("DELETE /subjects/scores-value HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertTrue(answer.startsWith("HTTP/1.1 405 "), answer);
        }
    }

    @Test
    void whatIsNotThereIsSaidToBeNotThere() throws Exception {
        for (String path :
                List.of("api/candidates/nobody", "nowhere", "%2e%2e/pom.xml", "api/candidates/nobody/seen.png")) {
            assertNotEquals(200, Client.get(page(path)).statusCode(), path);
        }
    }
}
