/** The device authorization grant (RFC 8628): a device that has no browser waits until a person has decided on another one. */
@NullMarked
package dev.symbolon.server.endpoint.device;

import org.jspecify.annotations.NullMarked;
