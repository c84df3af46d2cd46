package dev.arclet.stream;

import dev.arclet.alert.Alert;
import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.ClasspathSchemas;
import dev.arclet.alert.FolderSchemas;
import dev.arclet.alert.SchemaChain;
import dev.arclet.alert.SchemaSource;
import dev.arclet.alert.SurveyProfiles;
import dev.arclet.latency.EpochMicros;
import dev.arclet.latency.LatencyRecorder;
import dev.arclet.latency.Mark;
import dev.arclet.latency.Timeline;
import dev.arclet.night.AlertFiles;
import dev.arclet.record.LensScore;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.Models;
import dev.arclet.sky.NightPlan;
import dev.arclet.sky.NightSimulator;
import dev.arclet.sky.WirePacket;
import dev.arclet.stream.Intake.Taken;
import dev.arclet.stream.Preparation.Envelope;
import dev.arclet.stream.Preparation.Prepared;
import dev.arclet.stream.state.ObjectState;
import dev.arclet.stream.state.Origin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The alerts that a benchmark passes again and again, each with what every step of its road starts from, so that each step
 * can be measured alone. By default a simulated night of full-sized packets: 28 MB, which no processor cache holds.
 */
@State(Scope.Thread)
public class BenchmarkNight {

    private static final NightPlan SIMULATED = new NightPlan(1, 8, 32, 0.1, false);

    /** {@code simulated}, or a file or folder of alerts. */
    @Param("simulated")
    public String packets;

    /** A folder of schemas for wire messages that are not simulated. */
    @Param("none")
    public String schemas;

    /** Whose pictures are made: a model that ships, or the path of a bundle. */
    @Param("arclet-s")
    public String model;

    private final EpochMicros clock = EpochMicros.system();
    private final WireSerializer<LensScore> serializer = new WireSerializer<>(100);
    private final List<Passage> passages = new ArrayList<>();
    private AlertDecoder decoder;
    private Intake intake;
    private Preparation preparation;
    private Publisher publisher;
    private int next;

    /** One alert at each stage of its road, and what its object was known for before it. */
    record Passage(
            byte[] packet, Alert alert, Origin origin, Envelope envelope, ObjectState before, Prepared.Ready ready) {}

    /** Sends every alert down the road once and keeps those that end as a picture. */
    @Setup
    public void prepare() throws Exception {
        ModelBundle bundle = Models.shipped().find(model);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        decoder = new AlertDecoder(SurveyProfiles.load(SurveyProfiles.SHIPPED), schemaSource());
        intake = new Intake(decoder, Acceptance.ALL_BUT_SOLAR_SYSTEM, clock);
        preparation = new Preparation(bundle.recipe());
        publisher =
                new Publisher(bundle, new Ledger(meters), new LatencyRecorder(meters, Duration.ofSeconds(60)), clock);

        List<byte[]> all = packets.equals("simulated") ? simulated() : read(Path.of(packets));
        Map<String, ObjectState> objects = new HashMap<>();
        for (byte[] packet : all) {
            pass(packet, objects);
        }
        System.out.printf("%d packets, of which %d end as a picture%n", all.size(), passages.size());
        if (passages.isEmpty()) {
            throw new IllegalStateException("packets=" + packets + " holds no alert that ends as a picture");
        }
    }

    private void pass(byte[] packet, Map<String, ObjectState> objects) throws Exception {
        Origin origin = new Origin("benchmark", 0, (long) passages.size());
        Taken taken = intake.take(packet, origin, timeline());
        Envelope envelope = new Envelope(taken.key(), 0, List.of());
        ObjectState before = objects.getOrDefault(taken.key(), ObjectMemory.blank());
        if (taken.refusal().isEmpty()
                && preparation.prepare(envelope, taken.cutOut(), before) instanceof Prepared.Ready ready) {
            objects.put(taken.key(), ready.state());
            passages.add(new Passage(packet, decoder.decode(packet), origin, envelope, before, ready));
        }
    }

    private SchemaSource schemaSource() {
        return schemas.equals("none")
                ? new ClasspathSchemas()
                : new SchemaChain(List.of(new FolderSchemas(Path.of(schemas)), new ClasspathSchemas()));
    }

    private static List<byte[]> simulated() {
        return new NightSimulator(SIMULATED)
                .alerts()
                .map(alert -> WirePacket.of(alert.alert()))
                .toList();
    }

    private static List<byte[]> read(Path path) throws IOException {
        List<byte[]> packets = new ArrayList<>();
        try (AlertFiles files = AlertFiles.open(List.of(path))) {
            while (files.hasNext()) {
                packets.add(files.next().bytes());
            }
        }
        return packets;
    }

    /** The alerts in turn, from the start again after the last. */
    Passage next() {
        next = next + 1 == passages.size() ? 0 : next + 1;
        return passages.get(next);
    }

    Timeline timeline() {
        long now = clock.now();
        return Timeline.empty().with(Mark.SENT, now).with(Mark.RECEIVED, now);
    }

    EpochMicros clock() {
        return clock;
    }

    AlertDecoder decoder() {
        return decoder;
    }

    Intake intake() {
        return intake;
    }

    Preparation preparation() {
        return preparation;
    }

    Publisher publisher() {
        return publisher;
    }

    WireSerializer<LensScore> serializer() {
        return serializer;
    }
}
