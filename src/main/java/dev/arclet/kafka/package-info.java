/** How Arclet reaches Kafka: client settings, topics, and a whole broker in this process. */
package dev.arclet.kafka;
