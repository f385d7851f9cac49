/** What an authorization request must fulfil: one file per rule, one list. */
@NullMarked
package dev.symbolon.server.endpoint.authorization.rule;

import org.jspecify.annotations.NullMarked;
