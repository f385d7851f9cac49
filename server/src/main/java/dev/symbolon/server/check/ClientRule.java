package dev.symbolon.server.check;

import java.util.function.Predicate;

/**
 * What a standard wants of a client.
 *
 * @param source the standard and its section
 * @param setting what decides whether it is kept
 * @param kept whether a client keeps it
 * @param remedy what would be right: the rest of a sentence that begins with the setting
 */
public record ClientRule(String source, ClientSetting setting, Predicate<RegisteredClient> kept, String remedy) {

    public boolean isKeptBy(RegisteredClient client) {
        return kept.test(client);
    }

    Shortfall shortfall() {
        return new Shortfall(source, setting.key(), remedy);
    }
}
