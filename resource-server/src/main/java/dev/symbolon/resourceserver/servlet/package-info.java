/** Guards a Jakarta Servlet application with {@link dev.symbolon.resourceserver.ResourceServer}. */
@NullMarked
package dev.symbolon.resourceserver.servlet;

import org.jspecify.annotations.NullMarked;
