package dev.arclet.night;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Packets one after another from something that is open until closed. For one thread. */
interface PacketReader extends Closeable {

    /** The next packet; nothing at the end. */
    Optional<Packet> next() throws IOException;
}
