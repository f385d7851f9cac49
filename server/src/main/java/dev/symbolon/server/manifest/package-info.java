/** The file in which an operator declares clients, APIs and users, and how it differs from what the database has. */
@NullMarked
package dev.symbolon.server.manifest;

import org.jspecify.annotations.NullMarked;
