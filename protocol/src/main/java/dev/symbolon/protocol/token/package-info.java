/** What the token endpoint answers, as both of its ends read and write it. */
@NullMarked
package dev.symbolon.protocol.token;

import org.jspecify.annotations.NullMarked;
