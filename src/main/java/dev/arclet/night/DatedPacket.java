package dev.arclet.night;

import dev.arclet.alert.Alert;
import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.SchemaUnavailableException;
import dev.arclet.alert.UndecodableAlertException;
import java.util.Optional;

/** A packet that tells when its alert was taken. It is decoded when it is first asked, and only then. For one thread. */
final class DatedPacket {
    private final Packet packet;
    private final AlertDecoder decoder;
    private final double shiftDays;
    private final Place place;
    private Optional<Alert> alert = Optional.empty();
    private boolean decoded;

    /** Where a replay is: the lap, and the packets of that lap before this one. */
    record Place(long lap, long packet) {
        static final Place START = new Place(0, 0);
    }

    private DatedPacket(Packet packet, AlertDecoder decoder, double shiftDays, Place place) {
        this.packet = packet;
        this.decoder = decoder;
        this.shiftDays = shiftDays;
        this.place = place;
    }

    static DatedPacket of(Packet packet, AlertDecoder decoder) {
        return new DatedPacket(packet, decoder, 0, Place.START);
    }

    /** The same at a place of a replay, in which the alert was taken so many days later than it says. */
    DatedPacket at(Place newPlace, double daysLater) {
        DatedPacket same = new DatedPacket(packet, decoder, daysLater, newPlace);
        same.alert = alert;
        same.decoded = decoded;
        return same;
    }

    /** Other bytes for the same alert. */
    DatedPacket withBytes(byte[] bytes) {
        DatedPacket other = new DatedPacket(new Packet(packet.origin(), bytes), decoder, shiftDays, place);
        other.alert = alert;
        other.decoded = decoded;
        return other;
    }

    Packet packet() {
        return packet;
    }

    Place place() {
        return place;
    }

    /** The alert; nothing if the packet can't be read. */
    Optional<Alert> alert() {
        if (!decoded) {
            decoded = true;
            alert = decode();
        }
        return alert;
    }

    private Optional<Alert> decode() {
        try {
            return Optional.of(decoder.decode(packet.bytes()));
        } catch (UndecodableAlertException | SchemaUnavailableException e) {
            return Optional.empty();
        }
    }

    /** Middle of the exposure, MJD in TAI days; NaN where it can't be told. */
    double mjd() {
        return alert().map(Alert::midpointMjdTai).orElse(Double.NaN) + shiftDays;
    }

    /** The exposure's number, 0 where there is none. */
    long visit() {
        return alert().map(Alert::visit).orElse(0L);
    }
}
