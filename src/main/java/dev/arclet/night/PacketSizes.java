package dev.arclet.night;

import org.HdrHistogram.Histogram;

/** How large packets are. Percentiles are true to 0.1 %, whatever their number; about 200 kB of memory. For one thread. */
public final class PacketSizes {
    private static final long LARGEST = 1L << 31;
    private static final int DIGITS = 3;

    private final Histogram bytes = new Histogram(LARGEST, DIGITS);
    private long total;

    void add(long packetBytes) {
        bytes.recordValue(packetBytes);
        total += packetBytes;
    }

    /** In all packets. */
    public long total() {
        return total;
    }

    /** So many per cent of the packets are no larger. */
    public long percentile(double percent) {
        return bytes.getValueAtPercentile(percent);
    }

    /** The largest. */
    public long largest() {
        return bytes.getMaxValue();
    }
}
