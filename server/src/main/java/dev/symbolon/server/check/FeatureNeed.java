package dev.symbolon.server.check;

import dev.symbolon.server.client.Client;
import dev.symbolon.server.configuration.Feature;
import java.util.function.Predicate;

/**
 * What a client cannot have where a part of the protocol is switched off.
 *
 * @param source the standard and its section
 * @param setting by which the client asks for it
 * @param protects whether the client would be worse protected without it, so that it had better be given nothing
 * @param by whether a client asks for it
 */
public record FeatureNeed(
        Feature feature, String source, ClientSetting setting, boolean protects, Predicate<Client> by) {

    /** What would be right: the rest of a sentence that begins with the setting. */
    public String remedy() {
        return "needs features." + feature.key() + ", which is switched off";
    }

    Shortfall shortfall() {
        return new Shortfall(source, setting.key(), remedy());
    }
}
