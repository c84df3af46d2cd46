/** The other side of a remote worker: this machine's processors behind the Open Inference Protocol. */
package dev.arclet.scoring.serve;
