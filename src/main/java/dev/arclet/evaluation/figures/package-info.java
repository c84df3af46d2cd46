/**
 * The numbers that lens finders are judged by, from labelled scores, each with its 95 % confidence interval. Plain arithmetic: no
 * files, no networks.
 */
package dev.arclet.evaluation.figures;
