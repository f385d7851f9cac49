package dev.symbolon.server.manifest;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.server.configuration.Section;
import dev.symbolon.server.user.Username;
import java.util.List;
import java.util.Optional;

/** What is to go. */
record Removals(Optional<Section> section, List<ClientId> clients, List<Audience> apis, List<Username> users) {

    static Removals read(Section manifest) {
        Optional<Section> section = manifest.section("remove", ManifestKeys.REMOVE);
        return new Removals(
                section,
                section.flatMap(remove -> remove.list("clients", ClientId::parse))
                        .orElse(List.of()),
                section.flatMap(remove -> remove.list("apis", Audience::parse)).orElse(List.of()),
                section.flatMap(remove -> remove.list("users", Username::parse)).orElse(List.of()));
    }
}
