/**
 * From the FITS bytes of a cutout to the pixels that a model looks at: {@link dev.arclet.picture.FitsStamps} reads a
 * {@link dev.arclet.picture.Stamp}, {@link dev.arclet.picture.Resampling} lays it on the sky-aligned
 * {@link dev.arclet.picture.Grid}, {@link dev.arclet.picture.Stretch} brings it to the range that networks are trained on, and
 * {@link dev.arclet.picture.PictureMaker} does all of it for one {@link dev.arclet.picture.Recipe}. Training data is made by the
 * same classes.
 */
package dev.arclet.picture;
