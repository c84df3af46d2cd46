/**
 * Models and workers side by side: how accurate each pair is, how many pictures a second it scores, and how long a picture waits at
 * several loads.
 */
package dev.arclet.compare;
