/** Known places on the sky: watch-lists of targets that alerts are matched with by position, and regions. */
package dev.arclet.watch;
