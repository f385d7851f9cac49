/** Whether the provider lives, and whether it can do its work. */
@NullMarked
package dev.symbolon.server.endpoint.health;

import org.jspecify.annotations.NullMarked;
