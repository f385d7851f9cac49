package dev.symbolon.server.manifest;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.WebUri;
import dev.symbolon.protocol.jose.PublicKeys;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.configuration.Section;
import dev.symbolon.server.configuration.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads where the public keys of a client are: written out, in a file, or published by itself. */
final class KeysReader {

    private static final int MOST_OCTETS = 65_536;

    private final Section section;

    KeysReader(Section section) {
        this.section = section;
    }

    ClientKeys read() {
        List<String> given = ManifestKeys.KEYS.stream().filter(section::has).toList();
        if (given.size() > 1) {
            section.refuse(given.getLast(), "cannot stand beside " + given.getFirst() + "; keep one of them");
        }
        Optional<ClientKeys> registered = writtenOut().or(this::inFile).map(ClientKeys.Registered::new);
        return registered
                .or(() -> section.parsed("jwks-uri", WebUri::parse).map(ClientKeys.Published::new))
                .orElseGet(ClientKeys.None::new);
    }

    private Optional<PublicKeys> writtenOut() {
        if (section.node("jwks").orElse(null) instanceof YamlNode.Mapping mapping) {
            return checked("jwks", json(mapping).toString());
        }
        return section.parsed("jwks", PublicKeys::parse);
    }

    /** All that a JWK says, it says in texts. */
    private static JsonObject json(YamlNode.Mapping mapping) {
        Map<String, Object> members = new LinkedHashMap<>();
        mapping.entries().forEach((name, entry) -> members.put(name, plain(entry.value())));
        return JsonObject.of(members);
    }

    private static Object plain(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar(var _, String text, var _) -> text;
            case YamlNode.Sequence(var _, List<YamlNode> elements) ->
                elements.stream().map(KeysReader::plain).toList();
            case YamlNode.Mapping mapping -> json(mapping);
        };
    }

    private Optional<PublicKeys> inFile() {
        return section.file("jwks-file").flatMap(this::content).flatMap(text -> checked("jwks-file", text));
    }

    private Optional<String> content(Path file) {
        try {
            if (Files.size(file) <= MOST_OCTETS) {
                return Optional.of(Files.readString(file));
            }
            section.refuse("jwks-file", "the file is longer than " + MOST_OCTETS + " octets");
        } catch (IOException e) {
            section.refuse("jwks-file", "the file cannot be read");
        }
        return Optional.empty();
    }

    private Optional<PublicKeys> checked(String key, String jwks) {
        try {
            return Optional.of(PublicKeys.parse(jwks));
        } catch (OAuthException e) {
            section.refuse(key, e.detail().replaceFirst("^jwks ", ""));
            return Optional.empty();
        }
    }
}
