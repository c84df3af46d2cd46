package dev.arclet.evaluation.report;

import static dev.arclet.evaluation.report.Html.escape;
import static dev.arclet.evaluation.report.Html.format;

import dev.arclet.evaluation.Gallery.Shown;
import dev.arclet.picture.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/** Draws pictures as the network saw them, as small colour images inside the page: its first three channels are red, green and blue. */
final class GalleryPictures {
    /** What lies a little below the sky is black, so that the sky itself is dark grey and its noise can be seen. */
    private static final float BLACK = -0.25f;

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

    private byte[] png(Picture picture) throws IOException {
        int plane = picture.pixels().length / channels;
        int size = (int) Math.round(Math.sqrt(plane));
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < plane; pixel++) {
            int rgb = 0;
            for (int colour = 0; colour < 3; colour++) {
                int channel = Math.min(colour, channels - 1);
                rgb = rgb << 8 | level(picture.pixels()[channel * plane + pixel]);
            }
            image.setRGB(pixel % size, pixel / size, rgb);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private static int level(float value) {
        return Math.round(255 * Math.min(1, Math.max(0, (value - BLACK) / (1 - BLACK))));
    }
}
