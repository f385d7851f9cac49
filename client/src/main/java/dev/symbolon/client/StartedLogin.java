package dev.symbolon.client;

import java.net.URI;

/**
 * A login that has just been started.
 *
 * @param authorizationUri where to send the browser
 * @param pending what to remember until the browser is back
 */
public record StartedLogin(URI authorizationUri, PendingLogin pending) {}
