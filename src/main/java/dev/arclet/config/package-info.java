/** The pipeline file: its keys with their bounds and meaning, and the typed values that the commands build the pipeline from. */
package dev.arclet.config;
