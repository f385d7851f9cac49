/** Decides whether an API accepts the access token that a request bears. */
@NullMarked
package dev.symbolon.resourceserver;

import org.jspecify.annotations.NullMarked;
