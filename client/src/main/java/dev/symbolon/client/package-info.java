/** Signs people in to a web application with an OpenID Connect provider and gets tokens for it. */
@NullMarked
package dev.symbolon.client;

import org.jspecify.annotations.NullMarked;
