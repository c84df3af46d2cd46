/** How all parts read what people write for them: YAML within bounds, and values that name secrets instead of holding them. */
package dev.arclet.text;
