/** The schemas of the published records as a registry gives them, read-only, and their registration in a real one. */
package dev.arclet.web.schema;
