package dev.arclet.night;

/**
 * One alert's message from a file, not decoded.
 *
 * @param origin the file, with {@code !entry} inside an archive and {@code #n} for the n-th record of a container
 * @param bytes in either framing; or of a file that is no alert, if the user named it
 */
public record Packet(String origin, byte[] bytes) {}
