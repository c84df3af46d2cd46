package dev.arclet.stream;

import dev.arclet.latency.EpochMicros;
import dev.arclet.latency.Mark;
import dev.arclet.latency.Timeline;
import dev.arclet.picture.Picture;
import dev.arclet.picture.Recipe;
import dev.arclet.picture.View;
import dev.arclet.record.LensScore;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.PictureBatch;
import dev.arclet.scoring.Score;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.WorkerException;
import dev.arclet.stream.Preparation.Envelope;
import dev.arclet.stream.Preparation.Prepared;
import dev.arclet.stream.state.CutOut;
import dev.arclet.stream.state.ObjectState;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology that one would write first: the same decoding, object state and pictures as Arclet's, but the network is called inside
 * {@code process}, one alert at a time, and the stream thread waits for it. Every task has a session of its own. It loses nothing
 * either, as a record is committed only after its score is out. It publishes no candidates, which is less work than Arclet does.
 */
public final class NaiveTopology {
    private static final String STORE = "naive-objects";

    private final HeadsOfLine heads = new HeadsOfLine();
    private final StreamSettings settings;
    private final ModelBundle model;
    private final Intake intake;
    private final Publisher publisher;
    private final Ledger ledger;
    private final EpochMicros clock;
    private final Supplier<Worker> workers;
    private final StopFlag stop = new StopFlag();

    /** Every task takes a worker of its own from {@code workers}. */
    public NaiveTopology(
            StreamSettings settings,
            ModelBundle model,
            Intake intake,
            Publisher publisher,
            Ledger ledger,
            EpochMicros clock,
            Supplier<Worker> workers) {
        this.settings = settings;
        this.model = model;
        this.intake = intake;
        this.publisher = publisher;
        this.ledger = ledger;
        this.clock = clock;
        this.workers = workers;
    }

    /** A service that runs it, not started. */
    public LensService service(Properties properties) {
        return new LensService(build(), properties, stop, new FlushCount(), heads);
    }

    private Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(STORE), Serdes.String(), StateSerdes.objects())
                .withCachingEnabled());
        var taken = builder.stream(
                        settings.alerts(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("alerts"))
                .process(
                        () -> new IntakeProcessor(intake, publisher, ledger, clock, settings, stop, heads),
                        Named.as("intake"))
                .split(Named.as("taken-"))
                .branch((key, step) -> step instanceof Step.ToScore, Branched.as("accepted"))
                .defaultBranch(Branched.as("refused"));
        toScores(taken.get("taken-refused"), "refused");
        KStream<String, CutOut> cutOuts =
                taken.get("taken-accepted").mapValues(step -> ((Step.ToScore) step).cutOut(), Named.as("cut-outs"));
        if (model.recipe().view() == View.OBJECT) {
            cutOuts = cutOuts.repartition(
                    Repartitioned.with(Serdes.String(), StateSerdes.cutOuts()).withName("by-object"));
        }
        toScores(
                cutOuts.process(() -> new Blocking(model.recipe(), workers.get()), Named.as("scoring"), STORE),
                "ended");
        return builder.build();
    }

    private void toScores(KStream<String, Step> outcomes, String name) {
        outcomes.mapValues(step -> ((Step.Outcome) step).score(), Named.as(name + "-scores"))
                .to(
                        settings.scores(),
                        Produced.with(Serdes.String(), PublishedRecords.lensScores())
                                .withName("lens-scores-" + name));
    }

    /** Makes the picture, calls the network, waits. */
    private final class Blocking extends ContextualProcessor<String, CutOut, String, Step> {
        private final Preparation preparation;
        private final Worker worker;
        private final float[] score = new float[1];
        private KeyValueStore<String, ObjectState> objects;

        Blocking(Recipe recipe, Worker worker) {
            this.preparation = new Preparation(recipe);
            this.worker = worker;
        }

        @Override
        public void init(ProcessorContext<String, Step> context) {
            super.init(context);
            objects = context.getStateStore(STORE);
        }

        @Override
        public void process(Record<String, CutOut> record) {
            ledger.countArrived();
            ObjectState known = objects.get(record.key());
            Prepared prepared = preparation.prepare(
                    new Envelope(record.key(), record.timestamp(), List.of()),
                    record.value(),
                    known == null ? ObjectMemory.blank() : known);
            context().forward(record.withValue(new Step.Outcome(outcome(record, prepared))));
        }

        private LensScore outcome(Record<String, CutOut> record, Prepared prepared) {
            if (prepared instanceof Prepared.Duplicate duplicate) {
                return publisher.skipped(record.value(), duplicate.reason());
            }
            if (prepared instanceof Prepared.Unscorable unscorable) {
                objects.put(record.key(), unscorable.state());
                return publisher.unscorable(record.value(), unscorable.reason());
            }
            Prepared.Ready ready = (Prepared.Ready) prepared;
            objects.put(record.key(), ready.state());
            return scored(record.value(), ready.picture());
        }

        private LensScore scored(CutOut alert, Picture picture) {
            long dispatched = clock.now();
            Timeline timeline = TimelineCodec.load(alert.getMarks()).with(Mark.QUEUED, dispatched);
            try {
                worker.score(new PictureBatch(List.of(picture.pixels())), score);
            } catch (WorkerException e) {
                throw new IllegalStateException("the naive baseline's network failed: " + e.getMessage(), e);
            }
            return publisher.scored(
                    alert,
                    new Score(score[0], worker.name(), false, 1, dispatched, clock.now()),
                    picture.present(),
                    timeline);
        }

        @Override
        public void close() {
            worker.close();
        }
    }
}
