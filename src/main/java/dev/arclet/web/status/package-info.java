/** How the pipeline is doing: figures over time for the dashboard, health for whoever restarts it, metrics for Prometheus. */
package dev.arclet.web.status;
