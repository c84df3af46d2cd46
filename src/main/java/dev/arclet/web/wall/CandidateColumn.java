package dev.arclet.web.wall;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A column of the tables that can be taken away, in CSV and VOTable alike.
 *
 * @param label its name
 * @param dataType VOTable's word for the type
 * @param ucd unified content descriptor of the IVOA; empty where none fits
 * @param unit empty where there is none
 * @param description in a few words
 * @param value of a candidate, null where it has none
 */
record CandidateColumn(
        String label,
        String dataType,
        String ucd,
        String unit,
        String description,
        Function<CandidateView, Object> value) {

    /** All columns, in order. */
    static final List<CandidateColumn> ALL = List.of(
            new CandidateColumn(
                    "object_id",
                    "char",
                    "meta.id;meta.main",
                    "",
                    "Object, empty where the alert has none",
                    CandidateView::objectId),
            new CandidateColumn(
                    "source_id", "long", "meta.id", "", "Detection with the best score", CandidateView::sourceId),
            new CandidateColumn(
                    "survey",
                    "char",
                    "meta.id.parent",
                    "",
                    "Survey profile that read the alert",
                    CandidateView::survey),
            new CandidateColumn(
                    "ra", "double", "pos.eq.ra;meta.main", "deg", "Right ascension, ICRS", CandidateView::ra),
            new CandidateColumn(
                    "dec", "double", "pos.eq.dec;meta.main", "deg", "Declination, ICRS", CandidateView::dec),
            new CandidateColumn(
                    "score", "float", "stat.value", "", "Best output of the network, 0 to 1", CandidateView::score),
            new CandidateColumn(
                    "probability",
                    "float",
                    "stat.probability",
                    "",
                    "Calibrated at the prevalence that the model card states",
                    CandidateView::probability),
            new CandidateColumn(
                    "band", "char", "instr.bandpass", "", "Filter of the best detection", CandidateView::band),
            new CandidateColumn(
                    "bands",
                    "char",
                    "instr.bandpass",
                    "",
                    "All bands that the object was seen in",
                    view -> String.join("", view.bands())),
            new CandidateColumn(
                    "channels",
                    "char",
                    "",
                    "",
                    "Channels with data in the best picture",
                    view -> String.join(" ", view.channels())),
            new CandidateColumn(
                    "mjd_tai",
                    "double",
                    "time.epoch;obs.exposure",
                    "d",
                    "Middle of the best exposure, MJD, TAI",
                    CandidateView::mjd),
            new CandidateColumn(
                    "scores",
                    "int",
                    "meta.number",
                    "",
                    "Scores that are known of the object",
                    view -> view.history().size()),
            new CandidateColumn(
                    "known",
                    "char",
                    "meta.id.cross",
                    "",
                    "Watch-list, its target at this place, and the separation in arcseconds",
                    view -> view.matches().stream()
                            .map(CandidateView.MatchView::text)
                            .collect(Collectors.joining("; "))),
            new CandidateColumn("model", "char", "meta.id;meta.software", "", "Network", CandidateView::model),
            new CandidateColumn(
                    "model_version", "char", "meta.version", "", "Its version", CandidateView::modelVersion));

    /** The value as text; empty where there is none. */
    String text(CandidateView view) {
        return Objects.toString(value.apply(view), "");
    }
}
