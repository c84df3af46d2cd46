/** Workers on other machines: the calls of the Open Inference Protocol and of TensorFlow Serving, and what both of them need. */
package dev.arclet.scoring.remote;
