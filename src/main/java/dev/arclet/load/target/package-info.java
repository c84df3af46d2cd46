/** What can be put under load: a pool of workers alone, or a pipeline through Kafka. */
package dev.arclet.load.target;
