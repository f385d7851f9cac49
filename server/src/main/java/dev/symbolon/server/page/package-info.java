/** What people see: pages as values, rendered without script, in their language, by one stylesheet. */
@NullMarked
package dev.symbolon.server.page;

import org.jspecify.annotations.NullMarked;
