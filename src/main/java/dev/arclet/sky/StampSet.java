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
 * @param centre position of the object, on which pictures are centred
 * @param offset of the main thing's centre from the object, arcsec
 */
public record StampSet(Truth truth, Map<String, Stamp> stamps, SkyPosition centre, double offset) {
    public StampSet {
        stamps = Map.copyOf(stamps);
    }
}
