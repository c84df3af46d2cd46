package dev.arclet.watch;

import java.util.List;
import java.util.Optional;

/**
 * The watch-lists of a pipeline.
 *
 * @param lists in the order in which they are given
 */
public record WatchLists(List<WatchList> lists) {
    /** Without any list, so that nothing matches. */
    public static final WatchLists NONE = new WatchLists(List.of());

    public WatchLists {
        lists = List.copyOf(lists);
    }

    /** Of each list the nearest target, where one is within its radius of a position, in degrees. */
    public List<TargetMatch> matches(double ra, double dec) {
        return lists.stream()
                .map(list -> list.match(ra, dec))
                .flatMap(Optional::stream)
                .toList();
    }
}
