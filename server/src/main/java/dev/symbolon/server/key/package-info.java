/** The provider's own keys: what signs tokens, seals values, and digests secrets; all kept under one master key. */
@NullMarked
package dev.symbolon.server.key;

import org.jspecify.annotations.NullMarked;
