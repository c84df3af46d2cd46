/** The candidate wall: what is kept of the candidates topic, how it is chosen from, drawn and handed out. */
package dev.arclet.web.wall;
