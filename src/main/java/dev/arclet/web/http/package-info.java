/** The little of HTTP that the web port needs: pages that answer calls, who may call, and events that are pushed. */
package dev.arclet.web.http;
