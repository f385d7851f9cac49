package dev.symbolon.server.endpoint.registration;

import static dev.symbolon.server.endpoint.registration.RegistrationEndpoint.refused;

import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.WebUri;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientPages;
import dev.symbolon.server.client.ClientPresentation;
import dev.symbolon.server.client.ClientSoftware;
import dev.symbolon.server.client.RedirectUris;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Reads how people are to see an application: what can be in several languages has their tags after a {@code #} (OIDC Registration
 * §2.1, RFC 7591 §2.2).
 *
 * @param logos whether a picture counts that the application names
 */
record PresentationMetadata(JsonObject metadata, RedirectUris redirectUris, boolean logos) {

    private static final int MOST_CHARACTERS = 200;
    private static final int MOST_LANGUAGES = 20;
    private static final int MOST_CONTACTS = 10;
    private static final String NAME = "client_name";

    ClientPresentation read() {
        ClientPages pages = new ClientPages(
                page("client_uri"), logos ? page("logo_uri") : Optional.empty(), page("policy_uri"), page("tos_uri"));
        LocalizedText name = texts(NAME, text -> line(NAME, text)).orElseGet(this::fallbackName);
        return new ClientPresentation(
                name, metadata.string("initiate_login_uri").map(WebUri::parse), false, pages, software());
    }

    private Optional<LocalizedText> page(String name) {
        return texts(name, text -> WebUri.parse(text).toString());
    }

    /** If there is none for all other languages, one of those that there are will do. */
    private Optional<LocalizedText> texts(String name, UnaryOperator<String> checked) {
        Map<String, String> texts = new HashMap<>();
        for (String member : metadata.names()) {
            if (member.equals(name) || member.startsWith(name + "#")) {
                metadata.string(member).ifPresent(text -> texts.put(language(name, member), checked.apply(text)));
            }
        }
        if (texts.size() > MOST_LANGUAGES) {
            throw refused(name + " must be in at most " + MOST_LANGUAGES + " languages");
        }
        Optional<String> other = Optional.ofNullable(texts.get(""))
                .or(() -> texts.keySet().stream().sorted().findFirst().map(texts::get));
        other.ifPresent(text -> texts.put("", text));
        return other.map(any -> new LocalizedText(texts));
    }

    private static String language(String name, String member) {
        String language = member.equals(name) ? "" : member.substring(name.length() + 1);
        if (!member.equals(name) && !language.matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")) {
            throw refused(name + "# must be followed by a language tag, such as de");
        }
        return language;
    }

    private static String line(String name, String text) {
        if (text.isBlank() || text.length() > MOST_CHARACTERS || text.chars().anyMatch(Character::isISOControl)) {
            throw refused(name + " must have 1 to " + MOST_CHARACTERS + " characters on one line");
        }
        return text.strip();
    }

    /** Who has no name is called after where they are. */
    private LocalizedText fallbackName() {
        return LocalizedText.of(redirectUris.registered().stream()
                .findFirst()
                .map(RedirectUri::origin)
                .orElse("?"));
    }

    private ClientSoftware software() {
        List<String> contacts = metadata.strings("contacts").stream()
                .map(text -> line("contacts", text))
                .toList();
        if (contacts.size() > MOST_CONTACTS) {
            throw refused("contacts must be at most " + MOST_CONTACTS);
        }
        return new ClientSoftware(
                metadata.string("software_id").map(text -> line("software_id", text)),
                metadata.string("software_version").map(text -> line("software_version", text)),
                contacts,
                metadata.string(SoftwareStatements.MEMBER));
    }
}
