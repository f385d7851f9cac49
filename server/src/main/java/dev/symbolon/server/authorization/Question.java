package dev.symbolon.server.authorization;

import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;

/**
 * What a page has asked, of whom: an answer counts only for just that, even if another tab has signed in somebody else meanwhile.
 *
 * @param asked the permissions that the page showed
 */
public record Question(Interaction interaction, Subject subject, Scope asked) {}
