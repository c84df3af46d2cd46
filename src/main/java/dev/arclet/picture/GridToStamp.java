package dev.arclet.picture;

import dev.arclet.alert.SkyPosition;
import java.util.Optional;

/**
 * The affine map from a grid's pixels to a stamp's, both counted from 0 at the centre of a pixel:
 * {@code x = x0 + col*colX + row*rowX}, {@code y = y0 + col*colY + row*rowY}. It is the stamp's orientation inverted.
 */
record GridToStamp(double x0, double y0, double colX, double colY, double rowX, double rowY) {

    /** Empty where the centre is on the other side of the sky. */
    static Optional<GridToStamp> of(Grid grid, Orientation orientation, Optional<SkyPosition> centre) {
        if (centre.isEmpty() || orientation.reference().isEmpty()) {
            return Optional.of(about(grid, orientation, 0, 0));
        }
        TangentPlane tangent = new TangentPlane(orientation.reference().get());
        SkyPosition middle = centre.get();
        return tangent.sees(middle)
                ? Optional.of(about(grid, orientation, tangent.east(middle), tangent.north(middle)))
                : Optional.empty();
    }

    /** With the grid's middle so many arcseconds east and north of the stamp's reference pixel. */
    private static GridToStamp about(Grid grid, Orientation o, double east, double north) {
        double determinant = o.xEast() * o.yNorth() - o.yEast() * o.xNorth();
        double xPerEast = o.yNorth() / determinant;
        double xPerNorth = -o.yEast() / determinant;
        double yPerEast = -o.xNorth() / determinant;
        double yPerNorth = o.xEast() / determinant;

        double step = grid.pixelScale();
        double toFirst = (grid.fieldOfView() - step) / 2;
        double firstEast = east + toFirst;
        double firstNorth = north + toFirst;
        return new GridToStamp(
                o.refX() + xPerEast * firstEast + xPerNorth * firstNorth,
                o.refY() + yPerEast * firstEast + yPerNorth * firstNorth,
                -step * xPerEast,
                -step * yPerEast,
                -step * xPerNorth,
                -step * yPerNorth);
    }
}
