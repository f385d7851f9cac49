/** X.509 certificates as TLS, proxies and operators hand them over (RFC 5280, RFC 7468, RFC 9440). */
@NullMarked
package dev.symbolon.protocol.certificate;

import org.jspecify.annotations.NullMarked;
