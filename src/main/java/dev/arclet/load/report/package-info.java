/** What a load test leaves behind: a JSON file, percentile files, a page, and ratios between two of them. */
package dev.arclet.load.report;
