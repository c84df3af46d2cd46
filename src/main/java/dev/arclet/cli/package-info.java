/** One command a class; see {@code arclet --help}. */
package dev.arclet.cli;
