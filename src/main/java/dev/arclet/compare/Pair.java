package dev.arclet.compare;

import dev.arclet.scoring.DeviceDescription;
import java.util.Optional;

/**
 * A model and who runs it.
 *
 * @param model title of the model, such as {@code arclet-s 1.0}
 * @param worker title of the worker; one that is modelled says so
 * @param device where the worker is only described
 */
public record Pair(String model, String worker, Optional<Modelled> device) {

    /**
     * Devices that are only described.
     *
     * @param description of each
     * @param count of them
     */
    public record Modelled(DeviceDescription description, int count) {}

    /** Whether its times are from a description. */
    public boolean isModelled() {
        return device.isPresent();
    }

    @Override
    public String toString() {
        return model + " on " + worker;
    }
}
