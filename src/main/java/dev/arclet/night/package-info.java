/**
 * Alerts in files: reading them in whatever form they come, writing simulated nights, and replaying them into a topic as the
 * telescope would have sent them.
 */
package dev.arclet.night;
