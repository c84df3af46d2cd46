package dev.arclet.stream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;

/**
 * What a stream keeps in Kafka between its runs, written down there (topic {@code APPLICATION-layout}) for versions to come, which may keep
 * other things and must not take these for theirs.
 *
 * @param state version of the state's forms, {@link StateForms#VERSION} of the program that wrote it
 * @param program version of that program
 * @param rekeyed whether alerts go through the re-key topic
 * @param stores names of the stores
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record StateLayout(int state, String program, boolean rekeyed, List<String> stores) {
    private static final ObjectMapper JSON = new ObjectMapper();

    StateLayout {
        stores = List.copyOf(stores);
    }

    /** Of this program. */
    static StateLayout own(String program, boolean rekeyed) {
        return new StateLayout(StateForms.VERSION, program, rekeyed, InternalTopics.STORES);
    }

    static StateLayout read(byte[] json) throws IOException {
        return JSON.readValue(json, StateLayout.class);
    }

    byte[] write() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
