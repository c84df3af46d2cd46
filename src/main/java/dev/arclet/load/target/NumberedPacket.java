package dev.arclet.load.target;

import dev.arclet.alert.Alert;
import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.SchemaUnavailableException;
import dev.arclet.alert.UndecodableAlertException;
import java.util.Optional;

/** A packet whose alert, and whose object if wanted, can be given another id in place. For one thread. */
final class NumberedPacket {
    private final byte[] packet;
    private final IdPlaces alertId;
    private final Optional<IdPlaces> objectId;

    private NumberedPacket(byte[] packet, IdPlaces alertId, Optional<IdPlaces> objectId) {
        this.packet = packet;
        this.alertId = alertId;
        this.objectId = objectId;
    }

    /** @param objects whether its object, if it has one, is to be numbered too */
    static NumberedPacket of(byte[] packet, boolean objects, AlertDecoder decoder)
            throws UndecodableAlertException, SchemaUnavailableException {
        Alert alert = decoder.decode(packet);
        Optional<IdPlaces> objectId =
                objects ? alert.objectId().map(id -> IdPlaces.of(packet, longId(id))) : Optional.empty();
        NumberedPacket numbered = new NumberedPacket(packet, IdPlaces.of(packet, alert.sourceId()), objectId);
        numbered.requireTakesNumbers(alert.sourceId(), decoder);
        return numbered;
    }

    private static long longId(String objectId) {
        try {
            return Long.parseLong(objectId);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "object " + objectId
                            + " can't be given another id: only numbers can; leave out how many objects there"
                            + " are to be",
                    e);
        }
    }

    private void requireTakesNumbers(long id, AlertDecoder decoder)
            throws UndecodableAlertException, SchemaUnavailableException {
        boolean sure = alertId.areSure() && objectId.map(IdPlaces::areSure).orElse(true);
        if (!sure || !isNumbered(decoder.decode(withNumbers(0, 0)))) {
            throw new IllegalArgumentException("alert " + id
                    + " can't be sent more than once: its id can't be changed in the packet, because it is short or the packet is"
                    + " compressed; give wire messages or an uncompressed night with ids of at least 11 digits");
        }
    }

    private boolean isNumbered(Alert alert) {
        return alert.sourceId() == alertId.idOf(0)
                && objectId.map(object -> alert.objectId().equals(Optional.of(Long.toString(object.idOf(0)))))
                        .orElse(true);
    }

    /** The packet, always the same array, under other ids. */
    byte[] withNumbers(long alert, long object) {
        alertId.write(alert);
        objectId.ifPresent(places -> places.write(object));
        return packet;
    }

    int length() {
        return packet.length;
    }
}
