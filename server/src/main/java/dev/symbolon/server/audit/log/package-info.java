/** What the log looks like: set up in code, since that is faster than reading a file. The only importer of Logback. */
@NullMarked
package dev.symbolon.server.audit.log;

import org.jspecify.annotations.NullMarked;
