package dev.symbolon.server.manifest;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.server.api.AccessTokenFormat;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.Permission;
import dev.symbolon.server.configuration.Section;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads an API and its permissions. */
final class ApiReader {

    /** What OpenID Connect gives a meaning of its own (OIDC Core §3.1.2.1, §5.4, §11). */
    static final Set<String> OPENID_SCOPES = Set.of("openid", "profile", "email", "address", "phone", "offline_access");

    private static final int MOST_PERMISSIONS = 100;

    private ApiReader() {}

    static Optional<Declared<Api>> read(Section section) {
        Optional<Audience> audience = section.required("audience", Audience::parse);
        Optional<LocalizedText> name = Texts.required(section, "name");
        List<Permission> permissions = permissions(section);
        SigningAlgorithm algorithm =
                Limits.algorithm(section, "access-token-algorithm").orElse(Api.USUAL_ALGORITHM);
        Duration lifetime =
                Limits.tokenLifetime(section, "access-token-lifetime").orElse(Duration.ofHours(1));
        List<ClientId> introspectionClients =
                section.list("introspection-clients", ClientId::parse).orElse(List.of());
        return audience.map(found -> new Declared<>(
                section,
                new Api(
                        found,
                        name.orElse(LocalizedText.of(found.value())),
                        permissions,
                        algorithm,
                        lifetime,
                        format(section),
                        Set.copyOf(introspectionClients),
                        new DetailTypesReader(section).read())));
    }

    private static AccessTokenFormat format(Section section) {
        AccessTokenFormat format =
                section.parsed("access-token-format", AccessTokenFormat::parse).orElse(AccessTokenFormat.JWT);
        if (format == AccessTokenFormat.OPAQUE && !section.has("introspection-clients")) {
            section.warn(
                    "access-token-format", "needs introspection-clients, or nobody can tell what a token is worth");
        }
        return format;
    }

    private static List<Permission> permissions(Section api) {
        List<Section> sections = api.sections("permissions", ManifestKeys.PERMISSION);
        if (sections.size() > MOST_PERMISSIONS) {
            api.refuse("permissions", "must be at most " + MOST_PERMISSIONS);
        }
        Set<String> names = new HashSet<>();
        return sections.stream()
                .flatMap(section -> permission(section, names).stream())
                .toList();
    }

    private static Optional<Permission> permission(Section section, Set<String> names) {
        Optional<String> name = section.required("name", ApiReader::permissionName);
        Optional<LocalizedText> description = Texts.required(section, "description");
        boolean optional = section.bool("optional").orElse(false);
        if (name.isPresent() && !names.add(name.get())) {
            section.refuse("name", "stands twice; keep one of them");
        }
        return name.map(found -> new Permission(found, description.orElse(LocalizedText.of(found)), optional));
    }

    private static String permissionName(String text) {
        if (OPENID_SCOPES.contains(text)) {
            throw new IllegalArgumentException("is a scope of OpenID Connect itself; choose another name");
        }
        Scope scope = Scope.parse(text);
        if (scope.values().size() != 1 || !scope.contains(text)) {
            throw new IllegalArgumentException("must be one word without spaces, such as read:reports");
        }
        return text;
    }
}
