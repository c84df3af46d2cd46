/**
 * The web port: the dashboard with its wall of candidates, metrics, health and the schema look-up; read-only, one page one class.
 * docs/web.md tells of each.
 */
package dev.arclet.web;
