/** What a provider does most, gone through once, so that the JVM can note which classes and which code that takes. */
@NullMarked
package dev.symbolon.server.rehearsal;

import org.jspecify.annotations.NullMarked;
