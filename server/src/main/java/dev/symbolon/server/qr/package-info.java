/** QR codes (ISO/IEC 18004), as far as an address needs: octets, at the error correction level M, up to version 15. */
@NullMarked
package dev.symbolon.server.qr;

import org.jspecify.annotations.NullMarked;
