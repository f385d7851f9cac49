/** Runs the provider, the example web application and the example API in one program. */
@NullMarked
package dev.symbolon.demo;

import org.jspecify.annotations.NullMarked;
