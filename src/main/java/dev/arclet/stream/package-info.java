/** The topology: its processors, stores and serdes, and the two halves of the road as plain classes that know nothing of Kafka. */
package dev.arclet.stream;
