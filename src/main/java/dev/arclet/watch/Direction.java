package dev.arclet.watch;

/** A direction as a unit vector: no poles, no wrap of right ascension, and small separations without loss of digits. */
record Direction(double x, double y, double z) {

    /** Of a position in degrees. */
    static Direction of(double ra, double dec) {
        double alpha = Math.toRadians(ra);
        double delta = Math.toRadians(dec);
        return new Direction(Math.cos(delta) * Math.cos(alpha), Math.cos(delta) * Math.sin(alpha), Math.sin(delta));
    }

    /** The angle to another, in degrees, from the chord between the two: 2 asin(chord / 2). */
    double separation(Direction other) {
        double dx = x - other.x;
        double dy = y - other.y;
        double dz = z - other.z;
        return Math.toDegrees(2 * Math.asin(Math.min(1, Math.sqrt(dx * dx + dy * dy + dz * dz) / 2)));
    }
}
