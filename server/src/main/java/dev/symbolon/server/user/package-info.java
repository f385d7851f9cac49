/** The people: their accounts, their passwords, and how guessing is slowed down. */
@NullMarked
package dev.symbolon.server.user;

import org.jspecify.annotations.NullMarked;
