package dev.arclet.scoring;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Pictures that go to a worker together. All are as long as each other: channels x size x size floats, planar, the layout that
 * networks call NCHW.
 *
 * <p>Immutable as long as nobody writes to the arrays, which are not copied.
 */
public final class PictureBatch {
    private final List<float[]> pictures;
    private final int pictureLength;

    /** @throws IllegalArgumentException if there is no picture, or one is not as long as the others */
    public PictureBatch(List<float[]> pictures) {
        this.pictures = List.copyOf(pictures);
        if (this.pictures.isEmpty()) {
            throw new IllegalArgumentException("a batch of 0 pictures; give at least 1");
        }
        this.pictureLength = this.pictures.get(0).length;
        for (float[] picture : this.pictures) {
            if (picture.length != pictureLength) {
                throw new IllegalArgumentException(
                        "a batch with pictures of " + pictureLength + " and of " + picture.length + " floats");
            }
        }
    }

    /** How many pictures. */
    public int size() {
        return pictures.size();
    }

    /** Floats in one picture. */
    public int pictureLength() {
        return pictureLength;
    }

    /** One of the pictures, from 0; not a copy, so not to be written to. */
    public float[] picture(int index) {
        return pictures.get(index);
    }

    /** Copies all pictures, one after the other, to the buffer's position, and moves that on. Allocates nothing. */
    public void copyTo(FloatBuffer target) {
        for (int i = 0; i < pictures.size(); i++) {
            target.put(pictures.get(i));
        }
    }
}
