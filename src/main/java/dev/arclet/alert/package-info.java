/**
 * From the bytes of a message to an {@link dev.arclet.alert.Alert}: framing, schema sources, survey profiles.
 *
 * <p>Start at {@link dev.arclet.alert.AlertDecoder}. To read another survey, write a profile ({@code topology/surveys/*.yaml}); to find
 * schemas elsewhere, write a {@link dev.arclet.alert.SchemaSource}.
 */
package dev.arclet.alert;
