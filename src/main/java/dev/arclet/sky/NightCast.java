package dev.arclet.sky;

import dev.arclet.alert.SkyPosition;
import java.util.ArrayList;
import java.util.List;

/**
 * Who appears in a night: most slots of a visit show an object that the field's other visits show too, the rest
 * something that is seen once (a Solar System object or an artefact). Immutable.
 */
final class NightCast {
    private static final long ROLES = 0x524F4C45L;
    private static final long OBJECTS = 0x4F424A4543L;
    private static final long FLUXES = 0x464C555845L;

    /** Signal-to-noise that a detection needs. */
    private static final double FAINTEST_SNR = 5;

    private static final int MOST_ATTEMPTS = 200;

    private static final double SEEN_AGAIN = 0.85;
    private static final double MOVING = 0.3;
    private static final double FIELD_RADIUS_ARCSEC = 1.75 * 3600;
    private static final long ID_BASE = 170_000_000_000_000_000L;
    private static final long IDS_A_SEED = 1_000_000_000_000L;
    private static final long SEEDS = 10_000;
    private static final long FIRST_ONCE = 1_000_000_000L;
    private static final long FIRST_SOURCE = 2_000_000_000L;

    private static final long PASTS = 0x5041535453L;
    private static final long FIRST_PAST_SOURCE = 3_000_000_000L;
    /** Earlier nights on which a field was visited. */
    private static final int PAST_NIGHTS = 100;
    /** Most visits on them: those of a deep drilling field, ten a night. */
    private static final double LONGEST_PAST = 10 * PAST_NIGHTS;

    private final NightPlan plan;
    private final Pointings pointings;

    NightCast(NightPlan plan) {
        this.plan = plan;
        this.pointings = new Pointings(plan);
    }

    /** A thing by its number, and whether it is seen only once. */
    record Role(long number, int field, boolean once) {}

    /** A thing with all that belongs to it. */
    record Target(long id, Role role, Subject subject, SkyPosition position) {}

    /** What a visit measures of a thing; the same whenever it is asked for. */
    Photometry measured(Target target, Visit visit) {
        Draw draw = Draw.of(plan.seed(), FLUXES + visit.number(), target.role().number());
        Photometry expected = Photometry.expected(target.subject(), visit);
        if (!target.subject().dark()) {
            return expected.measured(draw);
        }
        // It is no light on the sky, and was measured as some: a fault of the template is subtracted.
        double flux = expected.error() * (FAINTEST_SNR + 0.2 + draw.rayleigh(4));
        boolean missing = target.subject().fault() ? !target.role().once() : draw.chance(0.5);
        return expected.withFlux(missing ? -flux : flux);
    }

    private boolean detected(Target target, Visit visit) {
        return Math.abs(measured(target, visit).signalToNoise()) >= FAINTEST_SNR;
    }

    /** Who is in a visit's slot if it is detected; cheap. */
    private Role role(int visit, int slot) {
        long place = (long) visit * plan.alertsPerVisit() + slot;
        int field = plan.field(visit);
        if (Draw.of(plan.seed(), ROLES, place).chance(SEEN_AGAIN)) {
            return new Role((long) field * plan.alertsPerVisit() + slot, field, false);
        }
        return once(visit, slot);
    }

    private Role once(int visit, int slot) {
        return new Role(FIRST_ONCE + (long) visit * plan.alertsPerVisit() + slot, plan.field(visit), true);
    }

    /**
     * The thing that a visit alerts on in a slot: the field's own where it is bright enough in that filter, something
     * that is seen once otherwise.
     */
    Target alerted(Visit visit, int slot, Population population) {
        Role role = role(visit.number(), slot);
        if (!role.once()) {
            Target target = target(role, population, 0);
            if (detected(target, visit)) {
                return target;
            }
        }
        return seenOnce(once(visit.number(), slot), visit, population);
    }

    /** The first of the things that could be in a place that the visit detects. */
    private Target seenOnce(Role role, Visit visit, Population population) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Target target = target(role, population, attempt);
            if (detected(target, visit)) {
                return target;
            }
        }
        throw new IllegalStateException("visit " + visit.number() + " detects none of " + MOST_ATTEMPTS
                + " things that are seen once; they are too faint");
    }

    /** The earlier visits of the night in which a thing alerted, oldest first. */
    List<Visit> earlier(Target target, Visit visit, int slot) {
        List<Visit> earlier = new ArrayList<>();
        if (target.role().once()) {
            return earlier;
        }
        for (int past = plan.field(visit.number()); past < visit.number(); past += plan.fields()) {
            Visit pastVisit = Visit.of(plan, past);
            if (role(past, slot).number() == target.role().number() && detected(target, pastVisit)) {
                earlier.add(pastVisit);
            }
        }
        return earlier;
    }

    /**
     * The visits of earlier nights in which a thing alerted, oldest first; none in a slim night. Some things have been seen once or twice
     * before and some a thousand times, with as many in each decade.
     */
    List<Visit> earlierNights(Target target) {
        List<Visit> earlier = new ArrayList<>();
        if (plan.slim() || target.role().once()) {
            return earlier;
        }
        int visits = (int) Draw.of(plan.seed(), PASTS, target.role().number()).logUniform(1, LONGEST_PAST);
        for (int night = Math.min(visits, PAST_NIGHTS); night > 0; night--) {
            // The first so many of the nights have one visit more.
            int ofNight = (visits + PAST_NIGHTS - night) / PAST_NIGHTS;
            for (int turn = 0; turn < ofNight; turn++) {
                Visit visit = Visit.earlier(plan, target.role().field(), night, turn);
                if (detected(target, visit)) {
                    earlier.add(visit);
                }
            }
        }
        return earlier;
    }

    /** Makes the thing; the same whenever it is asked for. */
    private Target target(Role role, Population population, int attempt) {
        Draw draw = Draw.of(plan.seed(), OBJECTS + attempt, role.number());
        SkyPosition position = position(role.field(), draw);
        return new Target(id(role.number()), role, subject(role, population, draw), position);
    }

    private Subject subject(Role role, Population population, Draw draw) {
        if (role.once()) {
            return population.lookAlike(draw.chance(MOVING) ? Kind.MOVING : Kind.ARTEFACT, draw);
        }
        return draw.chance(plan.lensShare()) ? population.lens(draw) : population.lookAlike(draw);
    }

    private SkyPosition position(int field, Draw draw) {
        SkyPosition centre = pointings.centre(field);
        double away = FIELD_RADIUS_ARCSEC * Math.sqrt(draw.uniform(0, 1));
        double around = draw.angle();
        return Sky.offset(centre, away * Math.cos(around), away * Math.sin(around));
    }

    /** diaSourceId of the alert in a visit's slot. */
    long sourceId(int visit, int slot) {
        if (visit < 0) {
            return id(FIRST_PAST_SOURCE - (long) visit * plan.alertsPerVisit() + slot);
        }
        return id(FIRST_SOURCE + (long) visit * plan.alertsPerVisit() + slot);
    }

    private long id(long number) {
        return ID_BASE + Math.floorMod(plan.seed(), SEEDS) * IDS_A_SEED + number;
    }
}
