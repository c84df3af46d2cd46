package dev.arclet.sky;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.Alert;
import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.ClasspathSchemas;
import dev.arclet.alert.Cutout;
import dev.arclet.alert.SurveyProfiles;
import dev.arclet.picture.FitsStamps;
import dev.arclet.picture.Stamp;
import dev.arclet.record.SimulatedDiaSource;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NightSimulatorTest {
    private static final NightPlan PLAN = new NightPlan(5, 8, 25, 0.3, true);

    private static List<NightAlert> night() {
        return new NightSimulator(PLAN).alerts().toList();
    }

    @Test
    void idsAreUniqueAndObjectsComeBackInOtherBandsAtTheSamePlace() {
        Set<Long> sources = new HashSet<>();
        Map<Long, Set<String>> bands = new HashMap<>();
        Map<Long, double[]> places = new HashMap<>();
        for (NightAlert made : night()) {
            SimulatedDiaSource source = made.alert().getDiaSource();
            assertTrue(sources.add(source.getDiaSourceId()));
            if (made.objectId().isEmpty()) {
                continue;
            }
            long object = made.objectId().getAsLong();
            bands.computeIfAbsent(object, id -> new HashSet<>()).add(source.getBand());
            double[] first = places.computeIfAbsent(object, id -> new double[] {source.getRa(), source.getDec()});
            assertEquals(first[0], source.getRa(), 1e-4 / Math.cos(Math.toRadians(source.getDec())));
            assertEquals(first[1], source.getDec(), 1e-4);
        }
        assertEquals(PLAN.alerts(), sources.size());
        long inThree = bands.values().stream().filter(seen -> seen.size() >= 3).count();
        assertTrue(inThree > 20, "objects seen in three bands: " + inThree);
    }

    @Test
    void everyAlertIsASignificantDetectionAndCarriesItsVisitsTime() {
        for (NightAlert made : night()) {
            SimulatedDiaSource source = made.alert().getDiaSource();
            assertTrue(source.getSnr() > 4, "snr " + source.getSnr());
            int visit = (int) (source.getVisit() - PLAN.visitNumber(0));
            assertEquals(PLAN.midpointMjd(visit), source.getMidpointMjdTai());
            assertEquals(PLAN.band(visit).letter(), source.getBand());
        }
    }

    @Test
    void anAlertIsTheSameAloneAndInTheWholeNightOnManyThreads() {
        List<NightAlert> serial = night();
        NightSimulator shared = new NightSimulator(PLAN);
        List<NightAlert> parallel = LongStream.range(0, PLAN.alerts())
                .parallel()
                .mapToObj(shared::alert)
                .toList();
        for (int i = 0; i < serial.size(); i++) {
            assertEquals(serial.get(i).alert(), parallel.get(i).alert());
            assertEquals(serial.get(i).truthRow(), parallel.get(i).truthRow());
        }
    }

    @Test
    void solarSystemAlertsHaveNoObjectAndOthersCountTheirHistory() {
        int moving = 0;
        int withHistory = 0;
        for (NightAlert made : night()) {
            if (made.truth().kind() == Kind.MOVING) {
                moving++;
                assertEquals(null, made.alert().getDiaObject());
                assertEquals(
                        made.alert().getDiaSource().getSsObjectId(),
                        made.alert().getSsSource().getSsObjectId());
            } else {
                int history = made.alert().getPrvDiaSources() == null
                        ? 0
                        : made.alert().getPrvDiaSources().size();
                withHistory += history > 0 ? 1 : 0;
                assertEquals(history + 1, made.alert().getDiaObject().getNDiaSources());
            }
        }
        assertTrue(moving > 0);
        assertTrue(withHistory > 50, "with history: " + withHistory);
    }

    @Test
    void theHistoryTellsTheFluxesThatEarlierAlertsTold() {
        Map<Long, Float> told = new HashMap<>();
        int compared = 0;
        for (NightAlert made : night()) {
            if (made.alert().getPrvDiaSources() != null) {
                for (SimulatedDiaSource earlier : made.alert().getPrvDiaSources()) {
                    assertEquals(told.get(earlier.getDiaSourceId()), earlier.getPsfFlux());
                    compared++;
                }
            }
            told.put(
                    made.alert().getDiaSource().getDiaSourceId(),
                    made.alert().getDiaSource().getPsfFlux());
        }
        assertTrue(compared > 50, "compared " + compared);
    }

    @Test
    void whatFadedBelowItsTemplateIsANegativeDetection() {
        List<SimulatedDiaSource> sources =
                night().stream().map(made -> made.alert().getDiaSource()).toList();
        for (SimulatedDiaSource source : sources) {
            assertEquals(source.getPsfFlux() < 0, source.getIsNegative());
        }
        long negative =
                sources.stream().filter(SimulatedDiaSource::getIsNegative).count();
        assertTrue(negative > 5 && negative < sources.size() / 2, "negative " + negative);
    }

    @Test
    void theTruthTableHasDelaysParitiesAndMagnificationsOfEveryImage() {
        List<String> header = List.of(NightAlert.TRUTH_HEADER.split(","));
        int lenses = 0;
        for (NightAlert made : night()) {
            List<String> row = List.of(made.truthRow().split(",", -1));
            assertEquals(header.size(), row.size());
            int images = Integer.parseInt(row.get(header.indexOf("images")));
            for (String column : List.of("delays", "parities", "magnifications")) {
                String cell = row.get(header.indexOf(column));
                assertEquals(images, cell.isEmpty() ? 0 : cell.split(";").length);
            }
            if (made.truth().lens()) {
                assertTrue(row.get(header.indexOf("delays")).startsWith("0.000;"));
                lenses++;
            }
        }
        assertTrue(lenses > 10, "lenses " + lenses);
    }

    @Test
    void theShareOfLensesIsAboutWhatWasAskedFor() {
        List<NightAlert> night = night();
        Set<Long> objects = new HashSet<>();
        Set<Long> lenses = new HashSet<>();
        for (NightAlert made : night) {
            if (made.objectId().isPresent()
                    && made.truth().kind() != Kind.ARTEFACT
                    && made.truth().kind() != Kind.MOVING) {
                objects.add(made.objectId().getAsLong());
                if (made.truth().lens()) {
                    lenses.add(made.objectId().getAsLong());
                }
            }
        }
        double share = lenses.size() / (double) objects.size();
        assertTrue(share > 0.12 && share < 0.5, "share " + share + " of " + objects.size());
    }

    @Test
    void aPacketDecodesAndItsCutoutsReadBackAsTheyWereTaken() throws Exception {
        AlertDecoder decoder = new AlertDecoder(SurveyProfiles.load(List.of("lsst")), new ClasspathSchemas());
        int read = 0;
        for (NightAlert made : night()) {
            Alert alert = decoder.decode(WirePacket.of(made.alert()));
            SimulatedDiaSource source = made.alert().getDiaSource();
            assertEquals("lsst", alert.survey());
            assertEquals(source.getDiaSourceId(), alert.sourceId());
            assertEquals(made.objectId().isPresent(), alert.objectId().isPresent());
            assertEquals(source.getRa(), alert.position().ra());
            assertEquals(source.getBand(), alert.band());
            assertEquals(source.getSnr(), alert.quality().get("snr").floatValue());
            for (ByteBuffer cutout : alert.cutouts().values()) {
                Stamp stamp = FitsStamps.read(cutout);
                assertTrue(stamp.width() >= 30 && stamp.width() == stamp.height());
                assertEquals(
                        source.getRa(),
                        stamp.orientation().reference().orElseThrow().ra(),
                        1e-9);
                read++;
            }
        }
        assertTrue(read > 590, "cutouts read: " + read);
    }

    @Test
    void aWrittenStampReadsBackExactlyWithItsOrientation() throws Exception {
        Draw draw = Draw.of(1, 2, 3);
        Frame frame = new Frame(33, 1.234, 16.3, 15.8, new dev.arclet.alert.SkyPosition(210.123456, -41.5));
        float[] pixels = new float[33 * 33];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) draw.normal(0, 100);
        }
        pixels[5] = Float.NaN;
        Stamp stamp = new Stamp(33, 33, pixels, frame.orientation());
        Exposure exposure = new Exposure(LsstBand.R, 0.8, Moffat.Wings.USUAL, 50);
        for (byte[] fits : List.of(FitsCutout.slim(stamp, 1.234), FitsCutout.full(stamp, 1.234, exposure, 41))) {
            Stamp back = FitsStamps.read(ByteBuffer.wrap(fits));
            assertArrayEquals(pixels, back.pixels());
            assertEquals(16.3, back.orientation().refX(), 1e-9);
            assertEquals(15.8, back.orientation().refY(), 1e-9);
            assertEquals(frame.orientation().xEast(), back.orientation().xEast(), 1e-9);
            assertEquals(frame.orientation().yNorth(), back.orientation().yNorth(), 1e-9);
            assertEquals(-41.5, back.orientation().reference().orElseThrow().dec(), 1e-9);
        }
    }

    @Test
    void fullPacketsHaveRubinsSizeAndSlimOnesAThird() {
        NightPlan full = new NightPlan(5, 1, 20, 0, false);
        NightPlan slim = new NightPlan(5, 1, 20, 0, true);
        double fullBytes = meanBytes(full);
        double slimBytes = meanBytes(slim);
        assertTrue(fullBytes > 100_000 && fullBytes < 130_000, "full " + fullBytes);
        assertTrue(slimBytes > 24_000 && slimBytes < 40_000, "slim " + slimBytes);
    }

    private static double meanBytes(NightPlan plan) {
        return new NightSimulator(plan)
                .alerts()
                .filter(made -> made.alert().getCutoutTemplate() != null)
                .mapToInt(made -> WirePacket.of(made.alert()).length)
                .average()
                .orElseThrow();
    }

    @Test
    void aNightWithoutVisitsIsRefused() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new NightPlan(1, 0, 10, 0.1, true));
        assertEquals("a night has 0 visits; give 1 to 2000", refused.getMessage());
        assertFalse(PLAN.fields() < 1);
    }

    @Test
    void everyCutoutKindIsThereInAlmostEveryAlert() throws Exception {
        AlertDecoder decoder = new AlertDecoder(SurveyProfiles.load(List.of("lsst")), new ClasspathSchemas());
        int complete = 0;
        for (NightAlert made : night()) {
            complete += decoder.decode(WirePacket.of(made.alert()))
                            .cutouts()
                            .keySet()
                            .containsAll(List.of(Cutout.values()))
                    ? 1
                    : 0;
        }
        assertTrue(complete >= 0.95 * PLAN.alerts(), "complete " + complete);
    }
}
