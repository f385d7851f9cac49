/** What is asked for or granted in more detail than a scope can say (RFC 9396). */
@NullMarked
package dev.symbolon.protocol.detail;

import org.jspecify.annotations.NullMarked;
