/** The protected APIs: their identifiers, and their permissions in their own words. */
@NullMarked
package dev.symbolon.server.api;

import org.jspecify.annotations.NullMarked;
