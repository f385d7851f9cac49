/** Signed tokens: keys, signing, and verifying; the only importer of Nimbus JOSE + JWT. */
@NullMarked
package dev.symbolon.protocol.jose;

import org.jspecify.annotations.NullMarked;
