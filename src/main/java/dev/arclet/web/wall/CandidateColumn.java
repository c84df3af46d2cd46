package dev.arclet.web.wall;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/** The columns of the tables that can be taken away, in CSV and VOTable alike. */
enum CandidateColumn {
    OBJECT_ID("char", "meta.id;meta.main", "", "Object, empty where the alert has none", CandidateView::objectId),
    SOURCE_ID("long", "meta.id", "", "Detection with the best score", CandidateView::sourceId),
    SURVEY("char", "meta.id.parent", "", "Survey profile that read the alert", CandidateView::survey),
    RA("double", "pos.eq.ra;meta.main", "deg", "Right ascension, ICRS", CandidateView::ra),
    DEC("double", "pos.eq.dec;meta.main", "deg", "Declination, ICRS", CandidateView::dec),
    SCORE("float", "stat.value", "", "Best output of the network, 0 to 1", CandidateView::score),
    PROBABILITY(
            "float",
            "stat.probability",
            "",
            "Calibrated at the prevalence that the model card states",
            CandidateView::probability),
    BAND("char", "instr.bandpass", "", "Filter of the best detection", CandidateView::band),
    BANDS("char", "instr.bandpass", "", "All bands that the object was seen in", view -> String.join("", view.bands())),
    CHANNELS("char", "", "", "Channels with data in the best picture", view -> String.join(" ", view.channels())),
    MJD_TAI("double", "time.epoch;obs.exposure", "d", "Middle of the best exposure, MJD, TAI", CandidateView::mjd),
    SCORES("int", "meta.number", "", "Scores that are known of the object", view -> view.history().size()),
    MODEL("char", "meta.software", "", "Network", CandidateView::model),
    MODEL_VERSION("char", "meta.version", "", "Its version", CandidateView::modelVersion);

    private final String dataType;
    private final String ucd;
    private final String unit;
    private final String description;
    private final Function<CandidateView, Object> value;

    CandidateColumn(
            String dataType, String ucd, String unit, String description, Function<CandidateView, Object> value) {
        this.dataType = dataType;
        this.ucd = ucd;
        this.unit = unit;
        this.description = description;
        this.value = value;
    }

    static List<CandidateColumn> all() {
        return Arrays.asList(values());
    }

    /** Name of the column: lower case, with underscores. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** VOTable's word for the type. */
    String dataType() {
        return dataType;
    }

    /** Unified content descriptor of the IVOA; empty where none fits. */
    String ucd() {
        return ucd;
    }

    /** Empty where there is none. */
    String unit() {
        return unit;
    }

    String description() {
        return description;
    }

    /** The value as text; empty where there is none. */
    String text(CandidateView view) {
        return Objects.toString(value.apply(view), "");
    }
}
