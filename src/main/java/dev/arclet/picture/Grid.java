package dev.arclet.picture;

/**
 * The square sky-aligned grid that a model looks at: north up, east left. Row 0 is the northern edge, column 0 the eastern edge, as
 * one sees it on a screen.
 *
 * @param size pixels along a side
 * @param fieldOfView arcseconds along a side, from outer edge to outer edge
 */
public record Grid(int size, double fieldOfView) {
    public Grid {
        if (size < 1 || size > 1024) {
            throw new IllegalArgumentException("grid size is " + size + " pixels; give 1 to 1024");
        }
        if (!(fieldOfView > 0 && fieldOfView <= 3600)) {
            throw new IllegalArgumentException(
                    "grid field of view is " + fieldOfView + " arcsec; give more than 0, at most 3600");
        }
    }

    /** Arcseconds a pixel. */
    public double pixelScale() {
        return fieldOfView / size;
    }
}
