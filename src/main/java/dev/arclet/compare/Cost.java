package dev.arclet.compare;

import dev.arclet.scoring.DeviceDescription;
import java.util.OptionalDouble;

/**
 * What a million pictures cost on a described device that is always busy; its host is not in it, unless the description says so.
 *
 * @param wattHours where the description says what the device draws
 * @param dollars where the description says what it costs to rent
 */
public record Cost(OptionalDouble wattHours, OptionalDouble dollars) {
    private static final double MILLION = 1e6;
    private static final double SECONDS_AN_HOUR = 3600;

    /**
     * At a measured rate.
     *
     * @param devices such devices that share the work
     * @param perSecond pictures a second, of all of them together
     */
    static Cost of(DeviceDescription device, int devices, double perSecond) {
        double hours = devices * MILLION / perSecond / SECONDS_AN_HOUR;
        return new Cost(times(device.watts(), hours), times(device.dollarsPerHour(), hours));
    }

    private static OptionalDouble times(OptionalDouble value, double factor) {
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * factor) : OptionalDouble.empty();
    }
}
