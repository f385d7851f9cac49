/** The userinfo endpoint: what an access token with {@code openid} lets a client know of the person. */
@NullMarked
package dev.symbolon.server.endpoint.userinfo;

import org.jspecify.annotations.NullMarked;
