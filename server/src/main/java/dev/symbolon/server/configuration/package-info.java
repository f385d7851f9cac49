/** What an operator sets: read from one file, the environment and flags, and checked whole before anything starts. */
@NullMarked
package dev.symbolon.server.configuration;

import org.jspecify.annotations.NullMarked;
