package dev.arclet.sky;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.Alert;
import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.ClasspathSchemas;
import dev.arclet.alert.Cutout;
import dev.arclet.alert.ObservingNight;
import dev.arclet.alert.SkyPosition;
import dev.arclet.alert.SurveyProfiles;
import dev.arclet.picture.FitsStamps;
import dev.arclet.picture.Stamp;
import dev.arclet.record.SimulatedDiaSource;
import java.nio.ByteBuffer;
import java.util.EnumSet;
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
            assertTrue(source.getSnr() >= 5, "snr " + source.getSnr());
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
    void theHistoryTellsWhatEarlierAlertsTold() {
        Map<Long, SimulatedDiaSource> told = new HashMap<>();
        int compared = 0;
        for (NightAlert made : night()) {
            if (made.alert().getPrvDiaSources() != null) {
                for (SimulatedDiaSource earlier : made.alert().getPrvDiaSources()) {
                    assertEquals(told.get(earlier.getDiaSourceId()), earlier);
                    compared++;
                }
            }
            told.put(made.alert().getDiaSource().getDiaSourceId(), made.alert().getDiaSource());
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
        Frame frame = new Frame(33, 1.234, 16.3, 15.8, new SkyPosition(210.123456, -41.5));
        float[] pixels = new float[33 * 33];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) draw.normal(0, 100);
        }
        pixels[5] = Float.NaN;
        Stamp stamp = new Stamp(33, 33, pixels, frame.orientation());
        Moffat psf = new Exposure(LsstBand.R, 0.8, Moffat.Wings.USUAL, 50).psfInFrame(1.234);
        Camera.Image image = new Camera.Image(stamp, pixels);
        for (byte[] fits : List.of(FitsCutout.slim(stamp, 1.234), FitsCutout.full(image, 1.234, psf, 41))) {
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
    }

    @Test
    void aNightShowsEveryKindAndFaultsThatComeBack() {
        NightPlan plan = new NightPlan(9, 4, 400, 0.05, true);
        NightCast cast = new NightCast(plan);
        Population population = new Population();
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        int lasting = 0;
        Visit visit = Visit.of(plan, 1);
        for (int slot = 0; slot < plan.alertsPerVisit(); slot++) {
            NightCast.Target target = cast.alerted(visit, slot, population);
            kinds.add(target.subject().truth().kind());
            lasting += target.subject().fault() && !target.role().once() ? 1 : 0;
        }
        assertTrue(kinds.containsAll(StampPlan.allKinds()), "kinds " + kinds);
        assertTrue(lasting > 0);
    }

    @Test
    void fluxesScatterByTheirQuotedErrors() {
        NightPlan plan = new NightPlan(9, 4, 150, 0.1, true);
        NightCast cast = new NightCast(plan);
        Visit visit = Visit.of(plan, 0);
        double squares = 0;
        int count = 0;
        for (int slot = 0; slot < plan.alertsPerVisit(); slot++) {
            NightCast.Target target = cast.alerted(visit, slot, new Population());
            if (target.subject().dark()) {
                continue;
            }
            for (int other = 1; other < plan.visits(); other++) {
                Visit later = Visit.of(plan, other);
                Photometry measured = cast.measured(target, later);
                double pull = (measured.flux()
                                - Photometry.expected(target.subject(), later).flux())
                        / measured.error();
                squares += pull * pull;
                count++;
            }
        }
        assertEquals(1, squares / count, 0.25, count + " measurements");
    }

    @Test
    void aStarSubtractedBesideItsPlaceLeavesASmallShareOfItsLight() {
        NightPlan plan = new NightPlan(9, 1, 1, 0, true);
        Visit visit = Visit.of(plan, 0);
        double[] flux = new double[LsstBand.values().length];
        java.util.Arrays.fill(flux, 100_000);
        Scene.Spot star = new Scene.Spot(0, 0, flux);
        List<Change> changes = Changes.misplaced(star, Draw.of(1, 2, 3));
        Subject dipole = Subject.of(Truth.of(Kind.ARTEFACT, 0), List.of(), new Activity(List.of(star), changes));
        double sigma = visit.exposure().seeing() / 2.355;
        double d = Math.hypot(changes.get(0).x(), changes.get(0).y());
        double expected = 100_000 * (1 - Math.exp(-d * d / (4 * sigma * sigma)));
        assertEquals(expected, Photometry.expected(dipole, visit).flux(), 1e-6 * expected);
        assertTrue(expected < 3_000);
        Detection detection = new Detection(
                1,
                new NightCast.Target(1, new NightCast.Role(1, 0, true), dipole, new SkyPosition(10, -10)),
                visit,
                0,
                0,
                Photometry.expected(dipole, visit));
        assertTrue(detection.row(plan.seed()).getIsDipole());
    }

    @Test
    void aDetectedFaultIsInTheMiddle() {
        for (int i = 0; i < 200; i++) {
            float[] science = new float[900];
            float[] difference = new float[900];
            Faults.detectedInVisit(science, difference, 30, 1, Draw.of(1, 1, i));
            float strongest = 0;
            for (int row = 12; row < 18; row++) {
                for (int column = 12; column < 18; column++) {
                    strongest = Math.max(strongest, Math.abs(difference[row * 30 + column]));
                }
            }
            assertTrue(strongest > 1, "fault " + i + " is " + strongest + " sigma");
            assertArrayEquals(science, difference);
        }
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

    @Test
    void fullAlertsTellTheirObjectsDetectionsOfEarlierNightsEveryTimeAlike() {
        NightPlan plan = new NightPlan(5, 8, 12, 0.3, false);
        Map<Long, List<SimulatedDiaSource>> pasts = new HashMap<>();
        int again = 0;
        for (NightAlert made : new NightSimulator(plan).alerts().toList()) {
            List<SimulatedDiaSource> history = made.alert().getPrvDiaSources();
            if (history == null) {
                continue;
            }
            List<SimulatedDiaSource> past = history.stream()
                    .filter(source -> source.getMidpointMjdTai() < NightPlan.START_MJD)
                    .toList();
            for (SimulatedDiaSource source : past) {
                ObservingNight night = ObservingNight.of(source.getMidpointMjdTai());
                assertEquals(night.toString(), Long.toString(source.getVisit() / NightPlan.VISITS_A_NIGHT));
                assertTrue(source.getSnr() >= 5);
            }
            List<Double> times =
                    history.stream().map(SimulatedDiaSource::getMidpointMjdTai).toList();
            assertEquals(times.stream().sorted().toList(), times);
            List<SimulatedDiaSource> known = pasts.putIfAbsent(made.objectId().getAsLong(), past);
            if (known != null) {
                assertEquals(known, past);
                again++;
            }
        }
        assertTrue(again > 20, "objects seen again: " + again);
        long ids = pasts.values().stream()
                .flatMap(List::stream)
                .map(SimulatedDiaSource::getDiaSourceId)
                .distinct()
                .count();
        long rows = pasts.values().stream().mapToLong(List::size).sum();
        assertEquals(rows, ids);
        assertTrue(rows > 5L * pasts.size(), rows + " detections of " + pasts.size() + " objects");
    }

    @Test
    void fieldsAreNeighboursHighUpWhenTheyAreTaken() {
        NightPlan plan = new NightPlan(3, 800, 10, 0.1, true);
        Pointings pointings = new Pointings(plan);
        double lowest = 90;
        for (int visit = 0; visit < plan.visits(); visit++) {
            lowest = Math.min(lowest, altitude(pointings.centre(plan.field(visit)), plan.midpointMjd(visit)));
        }
        assertTrue(lowest > 25, "lowest at " + lowest + " degrees");
        for (int field = 1; field < plan.fields(); field++) {
            double step = separation(pointings.centre(field - 1), pointings.centre(field));
            assertTrue(step > 2.5 && step < 4.5, "from field " + (field - 1) + " to the next: " + step + " degrees");
        }
    }

    private static double altitude(SkyPosition at, double mjd) {
        double hourAngle = Math.toRadians(Pointings.siderealDegrees(mjd) - at.ra());
        double latitude = Math.toRadians(Pointings.LATITUDE);
        double dec = Math.toRadians(at.dec());
        return Math.toDegrees(Math.asin(
                Math.sin(latitude) * Math.sin(dec) + Math.cos(latitude) * Math.cos(dec) * Math.cos(hourAngle)));
    }

    private static double separation(SkyPosition a, SkyPosition b) {
        double decA = Math.toRadians(a.dec());
        double decB = Math.toRadians(b.dec());
        double cos = Math.sin(decA) * Math.sin(decB)
                + Math.cos(decA) * Math.cos(decB) * Math.cos(Math.toRadians(a.ra() - b.ra()));
        return Math.toDegrees(Math.acos(Math.min(1, cos)));
    }

    @Test
    void starsThatFillPixelsAreFlagged() {
        NightPlan plan = new NightPlan(9, 1, 1, 0, true);
        Visit visit = Visit.of(plan, 0);
        assertTrue(star(Magnitudes.flux(15), visit).saturated());
        assertEquals(false, star(Magnitudes.flux(20), visit).saturated());
    }

    private static Detection star(double flux, Visit visit) {
        double[] fluxes = new double[LsstBand.values().length];
        java.util.Arrays.fill(fluxes, flux);
        Scene.Spot star = new Scene.Spot(0, 0, fluxes);
        Subject subject = Subject.of(
                Truth.of(Kind.STAR, 0),
                List.of(),
                new Activity(List.of(star), Changes.misplaced(star, Draw.of(1, 2, 3))));
        return new Detection(
                1,
                new NightCast.Target(1, new NightCast.Role(1, 0, true), subject, new SkyPosition(10, -10)),
                visit,
                0,
                0,
                Photometry.expected(subject, visit));
    }
}
