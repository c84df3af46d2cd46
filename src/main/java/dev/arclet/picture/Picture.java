package dev.arclet.picture;

import java.util.List;

/**
 * What a model looks at: one plane a channel, on the recipe's grid, stretched. The array is not copied; whoever holds a picture must
 * not write to it.
 *
 * @param pixels planar, {@code pixels[(channel * size + row) * size + col]} with the recipe's channels in order, row 0 north, column 0
 *     east; each -1 to 1, 0 where there is no data
 * @param present the recipe's channels that had data, in order; the others hold the mean of these
 * @param coverage fraction of the grid that has data, mean over the present channels, more than 0, at most 1
 */
public record Picture(float[] pixels, List<String> present, double coverage) {
    public Picture {
        present = List.copyOf(present);
    }
}
