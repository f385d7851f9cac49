package dev.symbolon.server.page;

import gg.jte.Content;
import java.util.Locale;
import java.util.Optional;

/**
 * What is around every page: its language, the files that it refers to, and where its forms and links lead.
 *
 * @param base the path of the issuer: empty, or beginning with a slash
 * @param service what the provider is called
 */
record Frame(Messages messages, Assets assets, String base, String service) {

    String language() {
        return messages.language().toLanguageTag();
    }

    Wording wording() {
        return new Wording(messages);
    }

    String serviceName() {
        return Display.name(service);
    }

    /** What is told to developers, at full length. */
    String detail(String text) {
        return Display.visible(text);
    }

    String text(String key) {
        return messages.text(key);
    }

    Content phrase(String key, String name) {
        return messages.phrase(key, Display.name(name));
    }

    /** For addresses: cut short, they could seem to lead elsewhere. */
    Content phraseInFull(String key, String address) {
        return messages.phrase(key, Display.visible(address));
    }

    /** A path of the provider's own. */
    String to(String path) {
        return base + path;
    }

    /** An address to link to, if it is on the web or our own; no other kind may become a link. */
    Optional<String> link(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        boolean web = lower.startsWith("https://") || lower.startsWith("http://");
        boolean own = lower.startsWith("/") && !lower.startsWith("//") && !lower.startsWith("/\\");
        boolean plain = address.chars().allMatch(c -> c > 0x20 && c != 0x7f);
        return plain && (web || own) ? Optional.of(address) : Optional.empty();
    }
}
