package dev.symbolon.server.client;

import dev.symbolon.protocol.ClientId;
import java.util.List;
import java.util.Optional;

/**
 * What an application has to do with the exchange of tokens (RFC 8693).
 *
 * @param rules what it may exchange, and nothing else; of several that fit the first one counts
 * @param mayAct the one application that may act with the tokens of this one, as they say themselves (RFC 8693 §4.4, {@code may_act});
 *     absent means every one that a rule lets
 */
public record ClientExchange(List<ExchangeRule> rules, Optional<ClientId> mayAct) {

    public static final ClientExchange NONE = new ClientExchange(List.of(), Optional.empty());

    public ClientExchange {
        rules = List.copyOf(rules);
    }
}
