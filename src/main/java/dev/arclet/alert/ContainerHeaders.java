package dev.arclet.alert;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The headers seen lately, by their bytes. A survey has one at a time; the bound keeps a sender of ever new ones from filling the
 * memory. Thread-safe; a look-up copies nothing and costs one pass over the header.
 */
final class ContainerHeaders {
    private final Map<Key, ContainerHeader> recent;

    /** Keeps at most so many. */
    ContainerHeaders(int most) {
        this.recent = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, ContainerHeader> eldest) {
                return size() > most;
            }
        };
    }

    Optional<ContainerHeader> find(byte[] packet, ContainerFrame frame) {
        Key key = Key.of(packet, frame.header(), frame.headerEnd());
        synchronized (recent) {
            return Optional.ofNullable(recent.get(key));
        }
    }

    void keep(byte[] packet, ContainerFrame frame, ContainerHeader header) {
        byte[] own = Arrays.copyOfRange(packet, frame.header(), frame.headerEnd());
        Key key = Key.of(own, 0, own.length);
        synchronized (recent) {
            recent.put(key, header);
        }
    }

    /** Part of an array, compared by content. */
    private record Key(byte[] bytes, int from, int end, int hash) {
        static Key of(byte[] bytes, int from, int end) {
            CRC32C hash = new CRC32C();
            hash.update(bytes, from, end - from);
            return new Key(bytes, from, end, (int) hash.getValue());
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && hash == key.hash
                    && Arrays.equals(bytes, from, end, key.bytes, key.from, key.end);
        }
    }
}
