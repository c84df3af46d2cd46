package dev.arclet.night;

import java.io.Closeable;
import java.io.IOException;

/** Something that a night is written into, packet by packet. For one thread. */
interface NightTarget extends Closeable {

    /**
     * Adds a packet.
     *
     * @throws IOException if it can't be written, or is none that fits in here; the message names it
     */
    void write(DatedPacket packet) throws IOException;
}
