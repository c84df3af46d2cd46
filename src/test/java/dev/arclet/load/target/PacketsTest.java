package dev.arclet.load.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.Alert;
import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.ClasspathSchemas;
import dev.arclet.alert.SurveyProfiles;
import dev.arclet.sky.NightPlan;
import dev.arclet.sky.NightSimulator;
import dev.arclet.sky.WirePacket;
import dev.arclet.support.TestPackets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PacketsTest {
    private AlertDecoder decoder;

    @BeforeEach
    void makeDecoder() throws Exception {
        decoder = new AlertDecoder(SurveyProfiles.load(List.of("lsst")), new ClasspathSchemas());
    }

    private static List<byte[]> night() {
        return new NightSimulator(NightPlan.demo(3, 2, 5))
                .alerts()
                .map(alert -> WirePacket.of(alert.alert()))
                .toList();
    }

    @Test
    void everyTimeAPacketComesAgainItIsAnotherAlertOfTheSameObject() throws Exception {
        List<Alert> before = new ArrayList<>();
        for (byte[] packet : night()) {
            before.add(decoder.decode(packet));
        }
        Packets packets = Packets.of(night(), OptionalLong.empty(), decoder);
        Set<Long> ids = new HashSet<>();

        for (int i = 0; i < 5 * before.size(); i++) {
            Alert alert = decoder.decode(packets.next().clone());
            Alert same = before.get(i % before.size());
            ids.add(alert.sourceId());
            assertEquals(same.objectId(), alert.objectId());
            assertEquals(same.visit(), alert.visit());
            assertEquals(same.position(), alert.position());
            assertEquals(same.cutouts(), alert.cutouts());
        }

        assertEquals(5 * before.size(), ids.size());
        assertEquals(before.size(), packets.count());
    }

    @Test
    void thereAreAsManyObjectsAsWantedAndEachIsSeenInOtherBandsTheNextTime() throws Exception {
        int objects = 30;
        Packets packets = Packets.of(night(), OptionalLong.of(objects), decoder);
        Map<String, Set<String>> bandsByObject = new HashMap<>();
        Set<Long> ids = new HashSet<>();
        int withObject = 0;

        for (int i = 0; i < 4 * objects; i++) {
            Alert alert = decoder.decode(packets.next().clone());
            ids.add(alert.sourceId());
            if (alert.objectId().isPresent()) {
                withObject += i < objects ? 1 : 0;
                bandsByObject
                        .computeIfAbsent(alert.objectId().get(), none -> new HashSet<>())
                        .add(alert.band());
            }
            if (i == objects - 1) {
                assertEquals(withObject, bandsByObject.size(), "each of the first round is of another object");
            }
        }

        assertEquals(4 * objects, ids.size());
        assertEquals(objects, bandsByObject.size());
        assertTrue(bandsByObject.values().stream().anyMatch(bands -> bands.size() > 1), bandsByObject::toString);
    }

    @Test
    void anAlertThatCantBeGivenAnotherIdIsRefused() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> Packets.of(List.of(TestPackets.alert(7, 1, "r")), OptionalLong.empty(), decoder));

        assertTrue(e.getMessage().startsWith("alert 7 can't be sent more than once"), e.getMessage());
    }
}
