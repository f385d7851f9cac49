/** What is told to operators alone, on a listener of its own. */
@NullMarked
package dev.symbolon.server.endpoint.management;

import org.jspecify.annotations.NullMarked;
