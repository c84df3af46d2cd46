/**
 * Load tests: alerts come to a {@link dev.arclet.load.Target} as a {@link dev.arclet.load.LoadPlan} says, whether or not it keeps up, and
 * {@link dev.arclet.load.RunResult} tells how long each took from the moment it was due.
 */
package dev.arclet.load;
