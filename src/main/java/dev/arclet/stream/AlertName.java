package dev.arclet.stream;

import dev.arclet.stream.state.CutOut;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Which alert a dead letter is about, where that much could be read. Header {@value #HEADER} holds it as {@code SURVEY/ID/MJD}.
 *
 * @param survey that it is of
 * @param sourceId its own id
 * @param midpointMjdTai middle of the exposure, MJD in TAI days
 */
public record AlertName(String survey, long sourceId, double midpointMjdTai) {
    static final String HEADER = "arclet.alert";

    private static final Pattern FORM = Pattern.compile("([^/]+)/(-?\\d{1,19})/([-+.\\dE]{1,30})");

    static AlertName of(CutOut alert) {
        return new AlertName(alert.getSurvey(), alert.getSourceId(), alert.getMidpointMjdTai());
    }

    void addTo(Headers headers) {
        headers.add(HEADER, toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The name in a record's headers; empty where there is none, or none of this form. */
    static Optional<AlertName> in(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(new String(header.value(), StandardCharsets.UTF_8));
        try {
            return form.matches()
                    ? Optional.of(new AlertName(
                            form.group(1), Long.parseLong(form.group(2)), Double.parseDouble(form.group(3))))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return survey + "/" + sourceId + "/" + midpointMjdTai;
    }
}
