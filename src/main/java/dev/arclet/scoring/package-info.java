/** From pictures to scores: model bundles, workers that compute, and the pool that batches for them. */
package dev.arclet.scoring;
