package dev.symbolon.server.check;

import java.util.function.Predicate;

/**
 * What a standard wants of the provider's settings.
 *
 * @param source the standard and its section
 * @param setting what decides whether it is kept, by its key in the configuration
 * @param kept whether a deployment keeps it
 * @param remedy what would be right: the rest of a sentence that begins with the setting
 */
record ProviderRule(String source, String setting, Predicate<Deployment> kept, String remedy) {

    Shortfall shortfall() {
        return new Shortfall(source, setting, remedy);
    }
}
