/** The pages between an authorization request and its answer: sign-in, choice of account, consent. */
@NullMarked
package dev.symbolon.server.endpoint.interaction;

import org.jspecify.annotations.NullMarked;
