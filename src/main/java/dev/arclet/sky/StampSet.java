package dev.arclet.sky;

import dev.arclet.alert.SkyPosition;
import dev.arclet.picture.Stamp;
import java.util.Map;

/**
 * What the object store would hold for one object after a part of a night: the template cutout of each band seen so
 * far.
 *
 * @param truth what it is
 * @param stamps by band letter; each from another visit, with its own turn, seeing and sub-pixel place
 * @param conditions of each stamp, by band letter
 * @param centre position of the object, on which pictures are centred
 * @param offset of the main thing's centre from the object, arcsec
 * @param centred whether the object is the main thing itself and not what an alert found
 */
public record StampSet(
        Truth truth,
        Map<String, Stamp> stamps,
        Map<String, Conditions> conditions,
        SkyPosition centre,
        double offset,
        boolean centred) {
    /**
     * How a template was taken.
     *
     * @param seeing effective FWHM, arcsec
     * @param visits that it is the mean of
     */
    public record Conditions(double seeing, int visits) {}

    public StampSet {
        stamps = Map.copyOf(stamps);
        conditions = Map.copyOf(conditions);
    }
}
