/** What happened, for operators: the one place where log lines are made. */
@NullMarked
package dev.symbolon.server.audit;

import org.jspecify.annotations.NullMarked;
