package dev.arclet.alert;

/**
 * What a packet may ask for at most, checked before anything of that size is allocated or walked. The defaults leave real alerts
 * (up to 300 kB) ample room.
 *
 * @param packetBytes bytes in a packet, and in its record once unpacked
 * @param fieldBytes bytes in one string, bytes or fixed field
 * @param schemaBytes bytes in the metadata of a container, its schema included
 * @param items array and map entries in the whole packet
 * @param depth records inside records
 */
public record DecodeLimits(int packetBytes, int fieldBytes, int schemaBytes, int items, int depth) {
    public DecodeLimits {
        atLeastOne("packetBytes", packetBytes);
        atLeastOne("fieldBytes", fieldBytes);
        atLeastOne("schemaBytes", schemaBytes);
        atLeastOne("items", items);
        atLeastOne("depth", depth);
        if (depth > 1000) {
            throw new IllegalArgumentException("depth is " + depth + "; give 1 to 1000");
        }
    }

    /** 16 MiB a packet, 8 MiB a field, 1 MiB a schema, a million items, 64 records deep. */
    public static DecodeLimits defaults() {
        return new DecodeLimits(16 << 20, 8 << 20, 1 << 20, 1_000_000, 64);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + "; give 1 or more");
        }
    }
}
