package dev.symbolon.server.page;

import dev.symbolon.protocol.Parameters;

/**
 * Hands an authorization response to the application by a form that submits itself (OAuth 2.0 Form Post Response Mode §2); without
 * script it has a button.
 *
 * @param action the redirect URI
 * @param origin where that is, as a content security policy names it
 */
public record FormPostPage(String action, String origin, Parameters parameters) implements Page {}
