package dev.symbolon.server.client;

import dev.symbolon.protocol.ClientId;
import java.util.List;
import java.util.Optional;

/**
 * What an application may exchange for access tokens: other tokens (RFC 8693), and assertions (RFC 7523).
 *
 * @param rules which tokens, and no others; of several that fit the first one counts
 * @param mayAct the one application that may act with the tokens of this one, as they say themselves (RFC 8693 §4.4, {@code may_act});
 *     absent means every one that a rule lets
 * @param issuers whose assertions, and nobody else's
 */
public record ClientExchange(List<ExchangeRule> rules, Optional<ClientId> mayAct, List<AssertionIssuer> issuers) {

    public static final ClientExchange NONE = new ClientExchange(List.of(), Optional.empty(), List.of());

    public ClientExchange {
        rules = List.copyOf(rules);
        issuers = List.copyOf(issuers);
    }
}
