package dev.arclet.stream;

import dev.arclet.alert.Alert;
import dev.arclet.alert.SchemaUnavailableException;
import dev.arclet.alert.UndecodableAlertException;
import dev.arclet.latency.Mark;
import dev.arclet.latency.Timeline;
import dev.arclet.picture.EmptyPictureException;
import dev.arclet.picture.FitsStamps;
import dev.arclet.picture.Picture;
import dev.arclet.picture.UnreadableStampException;
import dev.arclet.record.LensScore;
import dev.arclet.scoring.Score;
import dev.arclet.stream.BenchmarkNight.Passage;
import dev.arclet.stream.Intake.Taken;
import dev.arclet.stream.Preparation.Prepared;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What Arclet's own code costs for one alert, step by step and as a whole, without inference and without Kafka: alerts a
 * second on one core. Only alerts that end as a picture are measured, for the others are cheaper.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseG1GC", "-XX:G1HeapRegionSize=4m"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RoadBenchmark {

    /** Packet to {@link Alert}. */
    @Benchmark
    public Alert decode(BenchmarkNight night) throws UndecodableAlertException, SchemaUnavailableException {
        return night.decoder().decode(night.next().packet());
    }

    /** The FITS bytes of an alert's cutouts to pixels, as they are kept. */
    @Benchmark
    public void cutOut(BenchmarkNight night, Blackhole sink) throws UnreadableStampException {
        Alert alert = night.next().alert();
        for (ByteBuffer fits : alert.cutouts().values()) {
            sink.consume(StampCodec.store(FitsStamps.read(fits, alert.pixelScale())));
        }
    }

    /** An alert's stamps, with those of its object's other bands, to the network's input. */
    @Benchmark
    public Picture picture(BenchmarkNight night) throws EmptyPictureException {
        return night.preparation().picture(night.next().ready().inFlight());
    }

    /** Packet to picture, and a score for it to the bytes on the scores topic. */
    @Benchmark
    public byte[] wholeRoad(BenchmarkNight night)
            throws UndecodableAlertException, UnreadableCutoutException, SchemaUnavailableException {
        Passage passage = night.next();
        Taken taken = night.intake().take(passage.packet(), passage.origin(), night.timeline());
        Prepared prepared = night.preparation().prepare(passage.envelope(), taken.cutOut(), passage.before());
        Prepared.Ready ready = (Prepared.Ready) prepared;
        long now = night.clock().now();
        Timeline timeline = TimelineCodec.load(taken.cutOut().getMarks()).with(Mark.QUEUED, now);
        float middle = ready.picture().pixels()[ready.picture().pixels().length / 2];
        Score score = new Score(Math.abs(middle), "none", false, 1, now, now);
        LensScore record =
                night.publisher().scored(taken.cutOut(), score, ready.picture().present(), timeline);
        return night.serializer().serialize("lens-scores", record);
    }
}
