/** An API that accepts access tokens with the resource-server SDK, to be copied from. */
@NullMarked
package dev.symbolon.example.api;

import org.jspecify.annotations.NullMarked;
