package dev.symbolon.server.client.authentication;

import dev.symbolon.server.client.AssertionIssuer;

/**
 * What somebody else has signed about a person, verified.
 *
 * @param issuer who has
 * @param subject the person, by the name that the issuer uses
 */
public record Testimony(AssertionIssuer issuer, String subject) {}
