/** The pages of the example, and the picture of a sign-in: what there is to see, and nothing of how to sign in. */
@NullMarked
package dev.symbolon.example.webapp.page;

import org.jspecify.annotations.NullMarked;
