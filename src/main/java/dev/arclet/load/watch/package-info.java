/** What a load test looks at besides answers: processors, memory, garbage collection, workers, the topic's backlog. */
package dev.arclet.load.watch;
