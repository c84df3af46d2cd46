/**
 * The simulator: lenses, look-alikes and the telescope that sees them, from one stamp set up to whole nights with
 * truth.
 *
 * <p>A {@link dev.arclet.sky.Subject} is a piece of sky over time (drawn by a {@link dev.arclet.sky.Population}), a
 * {@link dev.arclet.sky.Scene} what it shows on one day, and a {@link dev.arclet.sky.Camera} turns that into stamps under the conditions of an {@link dev.arclet.sky.Exposure};
 * {@link dev.arclet.sky.StampSets} makes labelled pictures for training and {@link dev.arclet.sky.NightSimulator}
 * makes alert packets. Everything follows from a seed and an index, so serial and parallel runs give the same bytes.
 *
 * <p>Scene coordinates are arcseconds on the tangent plane, x towards east and y towards north; angles are radians
 * from east towards north; fluxes are nJy (AB magnitude 31.4 is 1 nJy).
 */
package dev.arclet.sky;
