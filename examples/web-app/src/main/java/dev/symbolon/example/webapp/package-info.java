/** A web application that signs people in with the client SDK and calls an API for them, to be copied from. */
@NullMarked
package dev.symbolon.example.webapp;

import org.jspecify.annotations.NullMarked;
