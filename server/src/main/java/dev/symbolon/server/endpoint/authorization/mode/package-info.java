/** How an authorization response travels: one file per response mode, one list. */
@NullMarked
package dev.symbolon.server.endpoint.authorization.mode;

import org.jspecify.annotations.NullMarked;
