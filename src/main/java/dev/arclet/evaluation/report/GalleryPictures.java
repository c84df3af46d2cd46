package dev.arclet.evaluation.report;

import static dev.arclet.evaluation.report.Html.escape;
import static dev.arclet.evaluation.report.Html.format;

import dev.arclet.evaluation.Gallery.Shown;
import dev.arclet.picture.Picture;
import dev.arclet.picture.SkyImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Base64;
import java.util.List;

/** Draws pictures as the network saw them, as small colour images inside the page: its first three channels are red, green and blue. */
final class GalleryPictures {
    private final int channels;

    GalleryPictures(int channels) {
        this.channels = channels;
    }

    String html(List<Shown> pictures) throws IOException {
        StringBuilder html = new StringBuilder("<div class=\"gallery\">\n");
        for (Shown shown : pictures) {
            String caption = caption(shown);
            html.append(format(
                    "<figure><img alt=\"%s\" src=\"data:image/png;base64,%s\"/><figcaption>%.4f<br>%s</figcaption></figure>\n",
                    caption, Base64.getEncoder().encodeToString(png(shown.picture())), shown.score(), caption));
        }
        return html.append("</div>\n").toString();
    }

    private static String caption(Shown shown) {
        String radius = shown.specimen().einsteinRadius().isPresent()
                ? format("%.2f&Prime; ", shown.specimen().einsteinRadius().getAsDouble())
                : "";
        String kind =
                shown.specimen().kind().isEmpty() ? "" : escape(shown.specimen().kind()) + " ";
        return kind + radius + escape(shown.specimen().id());
    }

    private byte[] png(Picture picture) {
        int size = (int) Math.round(Math.sqrt(picture.pixels().length / (double) channels));
        int last = channels - 1;
        return SkyImage.colour(FloatBuffer.wrap(picture.pixels()), size, 0, Math.min(1, last), Math.min(2, last));
    }
}
