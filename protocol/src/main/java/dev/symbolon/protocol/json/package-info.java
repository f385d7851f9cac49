/** JSON in and out, with limits, and nothing else: the only importer of Jackson. */
@NullMarked
package dev.symbolon.protocol.json;

import org.jspecify.annotations.NullMarked;
