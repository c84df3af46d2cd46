/** Comparisons as a table for terminals, JSON and one HTML page. */
package dev.arclet.compare.report;
