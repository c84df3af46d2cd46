package dev.arclet.config;

import dev.arclet.watch.TargetTable;
import java.nio.file.Path;

/**
 * A watch-list as a pipeline file names it.
 *
 * @param name in records and settings
 * @param file table of its targets
 * @param radius of a match, arcseconds
 * @param columns of the table
 */
public record WatchListConfig(String name, Path file, double radius, TargetTable.Columns columns) {}
