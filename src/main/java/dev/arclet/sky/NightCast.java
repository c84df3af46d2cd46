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
    private static final long FIELDS = 0x4649454C44L;

    private static final double SEEN_AGAIN = 0.85;
    private static final double MOVING = 0.3;
    private static final double FIELD_RADIUS_ARCSEC = 1.75 * 3600;
    private static final long ID_BASE = 170_000_000_000_000_000L;
    private static final long IDS_A_SEED = 1_000_000_000_000L;
    private static final long SEEDS = 10_000;
    private static final long FIRST_ONCE = 1_000_000_000L;
    private static final long FIRST_SOURCE = 2_000_000_000L;

    private final NightPlan plan;

    NightCast(NightPlan plan) {
        this.plan = plan;
    }

    /** A thing by its number, and whether it is seen only once. */
    record Role(long number, int field, boolean once) {}

    /** A thing with all that belongs to it. */
    record Target(long id, Role role, Subject subject, SkyPosition position) {
        /** Flux of what alerts are about in a visit, over the template, nJy. */
        double flux(Visit visit) {
            return subject.changes().get(0).on(visit.day()).flux()[visit.band().index()];
        }

        /** Whether a visit detects it: what is seen once is there because it was. */
        boolean detectedIn(Visit visit) {
            return role.once() || Math.abs(flux(visit)) >= NightSimulator.FAINTEST_SNR * visit.fluxError();
        }
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
        Target target = target(role(visit.number(), slot), population);
        return target.detectedIn(visit) ? target : target(once(visit.number(), slot), population);
    }

    /** The earlier visits of the night in which a thing alerted, oldest first. */
    List<Visit> earlier(Target target, Visit visit, int slot) {
        List<Visit> earlier = new ArrayList<>();
        if (target.role().once()) {
            return earlier;
        }
        for (int past = plan.field(visit.number()); past < visit.number(); past += plan.fields()) {
            Visit pastVisit = Visit.of(plan, past);
            if (role(past, slot).number() == target.role().number() && target.detectedIn(pastVisit)) {
                earlier.add(pastVisit);
            }
        }
        return earlier;
    }

    /** Makes the thing; the same whenever it is asked for. */
    private Target target(Role role, Population population) {
        Draw draw = Draw.of(plan.seed(), OBJECTS, role.number());
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
        Draw fieldDraw = Draw.of(plan.seed(), FIELDS, field);
        SkyPosition centre = new SkyPosition(fieldDraw.uniform(0, 360), fieldDraw.uniform(-60, 0));
        double away = FIELD_RADIUS_ARCSEC * Math.sqrt(draw.uniform(0, 1));
        double around = draw.angle();
        return Sky.offset(centre, away * Math.cos(around), away * Math.sin(around));
    }

    /** diaSourceId of the alert in a visit's slot. */
    long sourceId(int visit, int slot) {
        return id(FIRST_SOURCE + (long) visit * plan.alertsPerVisit() + slot);
    }

    private long id(long number) {
        return ID_BASE + Math.floorMod(plan.seed(), SEEDS) * IDS_A_SEED + number;
    }
}
