package dev.arclet.evaluation;

import dev.arclet.evaluation.ScoredSample.Throughput;
import dev.arclet.evaluation.ScoredSample.Unscored;
import dev.arclet.evaluation.sample.Label;
import dev.arclet.evaluation.sample.NightTruth;
import dev.arclet.evaluation.sample.Specimen;
import dev.arclet.night.AlertFiles;
import dev.arclet.night.Packet;
import dev.arclet.picture.Picture;
import dev.arclet.picture.View;
import dev.arclet.record.LensScore;
import dev.arclet.record.OutcomeKind;
import dev.arclet.stream.DirectRoad;
import dev.arclet.stream.DirectRoad.Ending;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Scores a night of alerts on the service's road without Kafka. With a model that looks at objects, an object's score is its last one of
 * the night, and its scores on the way there are kept by the number of bands it was known in; with one that looks at alerts, each alert
 * stands for itself. Alerts that the service would skip (Solar System, duplicates, accept rules) are no part of the sample, but counted.
 *
 * <p>Which pictures belong in the gallery is only known at the end, and a night's pictures fill no memory, so the alerts of those few
 * objects are taken up a second time. About 300 bytes an alert are kept.
 */
public final class NightScoring {
    private final View view;
    private final NightTruth truth;
    private final Roads roads;
    private final LongConsumer progress;
    private final Map<String, Subject> subjects = new LinkedHashMap<>();
    private final NightTally tally;
    private final WorkersSeen workers = new WorkersSeen();
    private int packets;

    /** Opens roads of the same model, each with no memory of any object. */
    public interface Roads {
        /** One whose endings go to {@code sink} in the order of the packets. */
        DirectRoad open(Consumer<Ending> sink);
    }

    /** An object, or an alert where the model looks at alerts, on its way through the night. */
    private static final class Subject {
        private final Specimen specimen;
        private final String object;
        private final boolean inTruth;
        private final List<Integer> packets = new ArrayList<>(1);
        private final Map<Integer, Float> scoreByBands = new TreeMap<>();
        private final List<Float> early = new ArrayList<>(1);
        private List<String> bands = List.of();
        private float score = Float.NaN;
        private int scores;
        private String failure = "";
        private String failureDetail = "";

        Subject(Specimen specimen, String object, boolean inTruth) {
            this.specimen = specimen;
            this.object = object;
            this.inTruth = inTruth;
        }

        void take(LensScore outcome) {
            score = outcome.getScore();
            bands = outcome.getChannels();
            scoreByBands.put(bands.size(), score);
            scores++;
            if (early.size() < Scored.ALERTS.size() && Scored.ALERTS.get(early.size()) == scores) {
                early.add(score);
            }
        }

        void fail(String reason, String detail) {
            failure = reason;
            failureDetail = detail;
        }

        Unscored unscored() {
            return new Unscored(specimen, failure, failureDetail);
        }

        boolean isScored() {
            return !Float.isNaN(score);
        }

        Scored scored() {
            List<Scored.Step> steps = scoreByBands.entrySet().stream()
                    .map(step -> new Scored.Step(step.getKey(), step.getValue()))
                    .toList();
            return new Scored(specimen, object, bands, score, steps, early);
        }
    }

    /**
     * For one night.
     *
     * @param view of the model
     * @param truth of the night
     * @param roads of the model
     * @param progress hears how many alerts have ended
     */
    public NightScoring(View view, NightTruth truth, Roads roads, LongConsumer progress) {
        this.view = view;
        this.truth = truth;
        this.tally = new NightTally(truth);
        this.roads = roads;
        this.progress = progress;
    }

    /** Scores all alerts of a file or folder, once. */
    public ScoredSample score(Path night) throws IOException {
        long start = System.nanoTime();
        DirectRoad road = roads.open(this::end);
        try (AlertFiles files = AlertFiles.open(List.of(night))) {
            while (files.hasNext()) {
                Packet packet = files.next();
                road.take(packet.origin(), packet.bytes());
            }
            road.finish();
        }
        Throughput throughput = Throughput.since(start, workers);
        List<Scored> scored = subjects.values().stream()
                .filter(Subject::isScored)
                .map(Subject::scored)
                .toList();
        List<Unscored> unscored = subjects.values().stream()
                .filter(subject -> !subject.isScored())
                .map(Subject::unscored)
                .toList();
        long found = subjects.values().stream()
                .filter(subject -> subject.isScored() && subject.inTruth)
                .count();
        return new ScoredSample(
                scored, unscored, gallery(night), throughput, "as each stamp says", Optional.of(tally.count(found)));
    }

    private void end(Ending ending) {
        int packet = packets++;
        progress.accept(packets);
        tally.count(ending);
        if (ending instanceof Ending.Dead dead) {
            dead.alert()
                    .flatMap(known -> subject(known.sourceId(), known.objectId()))
                    .ifPresent(subject -> subject.fail(dead.cause(), dead.message()));
        } else if (ending instanceof Ending.Outcome outcome && outcome.score().getOutcome() != OutcomeKind.SKIPPED) {
            LensScore score = outcome.score();
            subject(score.getSourceId(), Optional.ofNullable(score.getObjectId()))
                    .ifPresent(subject -> take(subject, packet, score));
        }
    }

    private void take(Subject subject, int packet, LensScore score) {
        subject.packets.add(packet);
        if (score.getOutcome() == OutcomeKind.SCORED) {
            subject.take(score);
            workers.count(score.getWorker(), score.getFallback());
        } else {
            subject.fail(NightTally.reason(score), "");
        }
    }

    /** The subject that an alert tells of; a model that looks at objects has none for alerts without one. */
    private Optional<Subject> subject(long sourceId, Optional<String> objectId) {
        return id(sourceId, objectId)
                .map(id -> subjects.computeIfAbsent(id, same -> newSubject(same, sourceId, objectId)));
    }

    private Optional<String> id(long sourceId, Optional<String> objectId) {
        return view == View.ALERT ? Optional.of(Long.toString(sourceId)) : objectId;
    }

    private Subject newSubject(String id, long sourceId, Optional<String> objectId) {
        Optional<Specimen> ofAlert = truth.ofSource(sourceId);
        Optional<Specimen> ofObject = objectId.flatMap(truth::ofObject);
        Optional<Specimen> row = view == View.ALERT ? ofAlert.or(() -> ofObject) : ofObject.or(() -> ofAlert);
        Specimen known = row.orElse(Specimen.of(id, Label.UNKNOWN));
        Specimen named = new Specimen(id, known.label(), known.kind(), known.einsteinRadius(), known.snr());
        return new Subject(named, objectId.orElse(id), row.isPresent());
    }

    private Gallery gallery(Path night) throws IOException {
        Map<String, Subject> worst = worst();
        BitSet wanted = new BitSet(packets);
        worst.values().forEach(subject -> subject.packets.forEach(wanted::set));
        Map<String, Picture> last = new HashMap<>();
        DirectRoad road = roads.open(ending -> {
            if (ending instanceof Ending.Outcome outcome && outcome.picture().isPresent()) {
                id(
                                outcome.score().getSourceId(),
                                Optional.ofNullable(outcome.score().getObjectId()))
                        .ifPresent(id -> last.put(id, outcome.picture().get()));
            }
        });
        takeAgain(night, wanted, road);
        Gallery.Selection selection = new Gallery.Selection();
        worst.forEach((id, subject) -> {
            if (last.containsKey(id)) {
                selection.offer(new Gallery.Shown(subject.specimen, subject.score, last.get(id)));
            }
        });
        return selection.gallery();
    }

    private static void takeAgain(Path night, BitSet wanted, DirectRoad road) throws IOException {
        try (AlertFiles files = AlertFiles.open(List.of(night))) {
            for (int packet = 0; packet < wanted.length() && files.hasNext(); packet++) {
                Packet taken = files.next();
                if (wanted.get(packet)) {
                    road.take(taken.origin(), taken.bytes());
                }
            }
            road.finish();
        }
    }

    /** The subjects of the gallery. */
    private Map<String, Subject> worst() {
        Map<String, Subject> worst = new HashMap<>();
        for (Label label : List.of(Label.OTHER, Label.LENS)) {
            subjects.entrySet().stream()
                    .filter(entry -> entry.getValue().specimen.label() == label
                            && entry.getValue().isScored())
                    .sorted((a, b) -> {
                        int rising = Float.compare(a.getValue().score, b.getValue().score);
                        return label == Label.LENS ? rising : -rising;
                    })
                    .limit(Gallery.EACH)
                    .forEach(entry -> worst.put(entry.getKey(), entry.getValue()));
        }
        return worst;
    }
}
