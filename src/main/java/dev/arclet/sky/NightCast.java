package dev.arclet.sky;

import dev.arclet.alert.SkyPosition;

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
    record Target(long id, Role role, Scene scene, SkyPosition position) {}

    /** Who is in a visit's slot; cheap. */
    Role role(int visit, int slot) {
        long place = (long) visit * plan.alertsPerVisit() + slot;
        int field = plan.field(visit);
        if (Draw.of(plan.seed(), ROLES, place).chance(SEEN_AGAIN)) {
            return new Role((long) field * plan.alertsPerVisit() + slot, field, false);
        }
        return new Role(FIRST_ONCE + place, field, true);
    }

    /** Makes the thing; the same whenever it is asked for. */
    Target target(Role role, Population population) {
        Draw draw = Draw.of(plan.seed(), OBJECTS, role.number());
        SkyPosition position = position(role.field(), draw);
        return new Target(id(role.number()), role, scene(role, population, draw), position);
    }

    private Scene scene(Role role, Population population, Draw draw) {
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

    /** diaSourceId of alert number {@code index} of the night. */
    long sourceId(long index) {
        return id(FIRST_SOURCE + index);
    }

    private long id(long number) {
        return ID_BASE + Math.floorMod(plan.seed(), SEEDS) * IDS_A_SEED + number;
    }
}
