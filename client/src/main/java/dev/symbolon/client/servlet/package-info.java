/** Puts the SDK into a Jakarta Servlet 6 application with one filter. */
@NullMarked
package dev.symbolon.client.servlet;

import org.jspecify.annotations.NullMarked;
