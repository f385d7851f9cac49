/** The provider as a whole: its parts put together by plain construction, and started. */
@NullMarked
package dev.symbolon.server;

import org.jspecify.annotations.NullMarked;
