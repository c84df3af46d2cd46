package dev.arclet.sky;

import dev.arclet.alert.SkyPosition;
import dev.arclet.picture.Orientation;
import java.util.Optional;

/**
 * Where a cutout lies: square, about an alert, turned as the visit's camera was.
 *
 * @param side pixels
 * @param rotation position angle of the camera's y axis, radians from north towards east (Rubin's {@code ROTPA})
 * @param refX column of the alert, counted from 0 at the first pixel's centre
 * @param refY row of the alert
 * @param position of the alert
 */
record Frame(int side, double rotation, double refX, double refY, SkyPosition position) {
    /**
     * A cutout with the alert somewhere in the pixel after the middle, 30 pixels wide or now and then up to 46, as
     * Rubin cuts them.
     */
    static Frame about(SkyPosition position, double rotation, Draw draw) {
        int side = draw.chance(0.92) ? 30 : draw.whole(31, 46);
        double middle = (side - 1) / 2.0;
        return new Frame(side, rotation, middle + draw.uniform(-0.5, 0.5), middle + draw.uniform(-0.5, 0.5), position);
    }

    double east(double column, double row) {
        return LsstBand.PIXEL * (-Math.cos(rotation) * (column - refX) + Math.sin(rotation) * (row - refY));
    }

    double north(double column, double row) {
        return LsstBand.PIXEL * (Math.sin(rotation) * (column - refX) + Math.cos(rotation) * (row - refY));
    }

    /** The same as the FITS header says it. */
    Orientation orientation() {
        double cos = LsstBand.PIXEL * Math.cos(rotation);
        double sin = LsstBand.PIXEL * Math.sin(rotation);
        return new Orientation(-cos, sin, sin, cos, refX, refY, Optional.of(position));
    }

    /** The blur of a point-spread function and this frame's turned pixels. */
    Blur blur(Moffat psf) {
        return new Blur(psf, -rotation);
    }
}
