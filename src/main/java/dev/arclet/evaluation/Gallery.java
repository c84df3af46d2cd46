package dev.arclet.evaluation;

import dev.arclet.evaluation.sample.Label;
import dev.arclet.evaluation.sample.Specimen;
import dev.arclet.picture.Picture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * What a model got most wrong, to be looked at.
 *
 * @param others those that are no lenses with the highest scores, highest first
 * @param lenses with the lowest scores, lowest first
 */
public record Gallery(List<Shown> others, List<Shown> lenses) {
    /** Pictures of each sort. */
    public static final int EACH = 24;

    public Gallery {
        others = List.copyOf(others);
        lenses = List.copyOf(lenses);
    }

    /**
     * One of the pictures.
     *
     * @param specimen what it shows
     * @param score of it
     * @param picture as the network saw it
     */
    public record Shown(Specimen specimen, float score, Picture picture) {}

    /** Keeps the worst of many pictures, and forgets the rest at once. For one thread. */
    static final class Selection {
        // Each queue's head is the picture that goes when a worse one comes.
        private final PriorityQueue<Shown> others = new PriorityQueue<>(Comparator.comparing(Shown::score));
        private final PriorityQueue<Shown> lenses =
                new PriorityQueue<>(Comparator.comparing(Shown::score).reversed());

        void offer(Shown shown) {
            if (shown.specimen().label() == Label.OTHER) {
                keepWorst(others, shown);
            } else if (shown.specimen().label() == Label.LENS) {
                keepWorst(lenses, shown);
            }
        }

        private static void keepWorst(PriorityQueue<Shown> queue, Shown shown) {
            queue.add(shown);
            if (queue.size() > EACH) {
                queue.remove();
            }
        }

        Gallery gallery() {
            return new Gallery(worstFirst(others), worstFirst(lenses));
        }

        private static List<Shown> worstFirst(PriorityQueue<Shown> queue) {
            List<Shown> shown = new ArrayList<>(queue);
            shown.sort(queue.comparator().reversed());
            return shown;
        }
    }
}
