/** Client-initiated backchannel authentication (CIBA Core 1.0): a client names a person, who decides at a page of the provider. */
@NullMarked
package dev.symbolon.server.endpoint.backchannel;

import org.jspecify.annotations.NullMarked;
