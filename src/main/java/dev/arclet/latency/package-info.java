/** When an alert passed each mark on its road, and what the stages between them cost. */
package dev.arclet.latency;
