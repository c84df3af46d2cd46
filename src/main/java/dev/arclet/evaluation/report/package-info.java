/** What is written of an evaluation: {@code evaluation.json}, {@code index.html} and {@code scores.csv}; docs/evaluation.md tells of each. */
package dev.arclet.evaluation.report;
