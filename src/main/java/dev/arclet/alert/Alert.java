package dev.arclet.alert;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * One alert in the form that the rest of the road works with, whatever survey sent it. Built by {@link AlertDecoder} from the
 * fields that the survey's profile names; nothing else of the packet is decoded.
 *
 * <p>"No id" is always an empty {@link Optional} here, though surveys also write it as 0; a quality that is null or NaN in the
 * packet is absent from {@link #quality}; a cutout that the packet lacks is absent from {@link #cutouts}.
 *
 * @param survey name of the survey profile that recognised the packet, for example {@code lsst}
 * @param schemaId id of the writer's schema (MAJOR*100+MINOR for Rubin), 0 for packets that carry their schema themselves
 * @param sourceId id of the detection (Rubin diaSourceId, ZTF candid); unique to the alert
 * @param objectId id of the object that the detection belongs to (Rubin diaObjectId, ZTF objectId), as text
 * @param solarSystemId id of the Solar System object that the detection belongs to, as text
 * @param band filter, lower case: one of u, g, r, i, z, y; or the survey's own name
 * @param visit the visit (exposure) number, 0 where the survey has none
 * @param midpointMjdTai middle of the exposure, MJD in TAI days; NaN where unknown
 * @param position of the detection
 * @param objectPosition of the object, where the packet gives one
 * @param quality measured quantities for accept rules, by the name that the profile gives them (snr, reliability, ...)
 * @param cutouts undecoded images (FITS, plain or gzip); the buffers are read-only views, positioned at their first byte
 * @param pixelScale arcseconds a pixel of the survey's cutouts, for those that don't say so themselves
 */
public record Alert(
        String survey,
        int schemaId,
        long sourceId,
        Optional<String> objectId,
        Optional<String> solarSystemId,
        String band,
        long visit,
        double midpointMjdTai,
        SkyPosition position,
        Optional<SkyPosition> objectPosition,
        Map<String, Double> quality,
        Map<Cutout, ByteBuffer> cutouts,
        double pixelScale) {}
