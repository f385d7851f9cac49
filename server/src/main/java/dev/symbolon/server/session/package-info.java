/** The fact that a person has signed in with a browser. */
@NullMarked
package dev.symbolon.server.session;

import org.jspecify.annotations.NullMarked;
