package dev.arclet.stream;

import java.util.List;
import java.util.stream.Stream;

/** The topics that a stream keeps to itself, all of them named after its application. */
public final class InternalTopics {
    /** The stores, by name. */
    static final List<String> STORES = List.of(ScoringProcessor.IN_FLIGHT_STORE, ScoringProcessor.OBJECTS_STORE);

    private InternalTopics() {}

    /** Where alerts wait, keyed by their object, for the second half of the road. */
    public static String rekey(String applicationId) {
        return applicationId + "-" + LensTopology.REKEY + "-repartition";
    }

    /** Where a store is kept. */
    static String changelog(String applicationId, String store) {
        return applicationId + "-" + store + "-changelog";
    }

    /** Where it is written what made the others: see {@link StateLayout}. */
    static String layout(String applicationId) {
        return applicationId + "-layout";
    }

    /** All of them, whether they are there or not. */
    public static List<String> names(String applicationId) {
        return Stream.concat(
                        Stream.of(rekey(applicationId), layout(applicationId)),
                        STORES.stream().map(store -> changelog(applicationId, store)))
                .toList();
    }
}
