/**
 * How good a model is on a sample whose truth is known: {@link dev.arclet.evaluation.PictureScoring} and {@link
 * dev.arclet.evaluation.NightScoring} score a sample on the service's own road, {@link dev.arclet.evaluation.ModelEvaluation} makes the
 * figures of it.
 */
package dev.arclet.evaluation;
