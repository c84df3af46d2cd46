package dev.arclet.cli;

import dev.arclet.night.Packet;
import dev.arclet.sky.NightAlert;
import dev.arclet.sky.NightPlan;
import dev.arclet.sky.NightSimulator;
import dev.arclet.sky.Truth;
import dev.arclet.sky.WirePacket;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A night that is made while it is sent, with the truth about its objects for whoever asks afterwards. */
final class SimulatedNight {
    private final NightPlan plan;
    private final Map<String, Truth> truthByObject = new ConcurrentHashMap<>();

    SimulatedNight(NightPlan plan) {
        this.plan = plan;
    }

    Iterator<Packet> packets() {
        return new NightSimulator(plan).alerts().map(this::packet).iterator();
    }

    private Packet packet(NightAlert alert) {
        alert.objectId().ifPresent(id -> truthByObject.put(Long.toString(id), alert.truth()));
        return new Packet("simulated alert " + alert.alert().getDiaSourceId(), WirePacket.of(alert.alert()));
    }

    Optional<Truth> truth(String objectId) {
        return Optional.ofNullable(truthByObject.get(objectId));
    }

    /** Lenses that had at least one alert so far. */
    long lenses() {
        return truthByObject.values().stream().filter(Truth::lens).count();
    }
}
