package dev.arclet.picture;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a model wants its pictures; part of the model's bundle, and the same for training and serving.
 *
 * @param view what the channels are
 * @param channels names of the channels in order: bands ({@code i, r, g}) for {@link View#OBJECT}, some of {@code template, science,
 *     difference} for {@link View#ALERT}
 * @param grid pixels and field of view
 * @param stretch from flux to the network's range
 */
public record Recipe(View view, List<String> channels, Grid grid, Stretch stretch) {
    private static final int MAX_CHANNELS = 16;
    private static final Set<String> ALERT_CHANNELS = Set.of("template", "science", "difference");

    public Recipe {
        channels = List.copyOf(channels);
        if (channels.isEmpty() || channels.size() > MAX_CHANNELS) {
            throw new IllegalArgumentException(
                    "recipe has " + channels.size() + " channels; give 1 to " + MAX_CHANNELS);
        }
        if (new HashSet<>(channels).size() < channels.size()) {
            throw new IllegalArgumentException("recipe channels are " + channels + "; give each once");
        }
        for (String channel : channels) {
            if (channel.isBlank()) {
                throw new IllegalArgumentException("recipe channels are " + channels + "; one has no name");
            }
            if (view == View.ALERT && !ALERT_CHANNELS.contains(channel)) {
                throw new IllegalArgumentException(
                        "recipe channel is " + channel + "; the alert view has template, science and difference");
            }
        }
    }

    /** Values of one picture: channels times the grid's pixels. */
    public int pictureLength() {
        return channels.size() * grid.size() * grid.size();
    }
}
