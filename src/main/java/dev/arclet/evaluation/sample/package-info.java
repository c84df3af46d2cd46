/**
 * What a model is evaluated on: labelled pictures from shards, {@code .npz} files and folders of images, each read one at a time however
 * many there are, and the truth of nights. {@link dev.arclet.evaluation.sample.PictureSources} finds out which it is.
 */
package dev.arclet.evaluation.sample;
