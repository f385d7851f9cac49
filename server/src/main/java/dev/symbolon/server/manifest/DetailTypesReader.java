package dev.symbolon.server.manifest;

import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.detail.AuthorizationDetail;
import dev.symbolon.server.api.DetailMember;
import dev.symbolon.server.api.DetailMember.Kind;
import dev.symbolon.server.api.DetailType;
import dev.symbolon.server.configuration.Section;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what an API can be asked for in detail. */
final class DetailTypesReader {

    private static final String KEY = "authorization-details";
    private static final int MOST_TYPES = 20;
    private static final int MOST_MEMBERS = 20;
    private static final int MOST_VALUES = 50;
    private static final int DEEPEST = 3;

    private final Section api;

    DetailTypesReader(Section api) {
        this.api = api;
    }

    List<DetailType> read() {
        List<Section> sections = api.sections(KEY, ManifestKeys.DETAIL_TYPE);
        if (sections.size() > MOST_TYPES) {
            api.refuse(KEY, "must be at most " + MOST_TYPES);
        }
        List<DetailType> types =
                sections.stream().flatMap(section -> type(section).stream()).toList();
        if (types.stream().map(DetailType::name).distinct().count() < types.size()) {
            api.refuse(KEY, "has the same type twice; keep one of them");
        }
        return types;
    }

    private static Optional<DetailType> type(Section section) {
        Optional<String> name = section.required("type", DetailTypesReader::typeName);
        Optional<LocalizedText> title = Texts.required(section, "title");
        Map<String, List<String>> lists = new HashMap<>();
        AuthorizationDetail.LISTS.stream().filter(section::has).forEach(list -> lists.put(list, values(section, list)));
        boolean identifier = section.bool("identifier").orElse(false);
        List<DetailMember> members = members(section, 1);
        return name.map(
                found -> new DetailType(found, title.orElse(LocalizedText.of(found)), lists, identifier, members));
    }

    private static List<String> values(Section section, String key) {
        List<String> values = section.list(key, DetailTypesReader::value).orElse(List.of());
        if (values.isEmpty() || values.size() > MOST_VALUES) {
            section.refuse(key, "must be 1 to " + MOST_VALUES + " values");
        }
        return values;
    }

    private static List<DetailMember> members(Section section, int depth) {
        List<Section> sections = section.sections("members", ManifestKeys.DETAIL_MEMBER);
        if (sections.size() > MOST_MEMBERS) {
            section.refuse("members", "must be at most " + MOST_MEMBERS);
        }
        if (depth > DEEPEST + 1 && !sections.isEmpty()) {
            section.refuse("members", "must be nested no deeper than " + DEEPEST + " objects");
            return List.of();
        }
        Set<String> names = new HashSet<>();
        return sections.stream()
                .flatMap(member -> member(member, names, depth).stream())
                .toList();
    }

    private static Optional<DetailMember> member(Section section, Set<String> names, int depth) {
        Optional<String> name = section.required("name", DetailTypesReader::memberName);
        Optional<LocalizedText> title = Texts.required(section, "title");
        Kind kind = section.parsed("kind", Kind::parse).orElse(Kind.TEXT);
        boolean required = section.bool("required").orElse(false);
        List<String> values = section.has("values") ? values(section, "values") : List.of();
        if (!values.isEmpty() && kind != Kind.TEXT && kind != Kind.TEXTS) {
            section.refuse("values", "is for members of the kind text or texts");
        }
        List<DetailMember> members = members(section, depth + 1);
        if (members.isEmpty() == (kind == Kind.OBJECT)) {
            section.refuse(
                    members.isEmpty() ? "kind" : "members", "a member of the kind object has members, and no other");
        }
        if (name.isPresent() && !names.add(name.get())) {
            section.refuse("name", "stands twice; keep one of them");
        }
        return name.map(found ->
                new DetailMember(found, title.orElse(LocalizedText.of(found)), kind, required, values, members));
    }

    static String typeName(String text) {
        if (text.isEmpty() || text.length() > 200 || text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("must have 1 to 200 characters of ASCII and no space");
        }
        return text;
    }

    private static String memberName(String text) {
        if (!text.matches("[A-Za-z][A-Za-z0-9_-]{0,49}")) {
            throw new IllegalArgumentException("must be a name such as creditorName");
        }
        if (text.equals("type") || text.equals("identifier") || AuthorizationDetail.LISTS.contains(text)) {
            throw new IllegalArgumentException("is a member that every type has; write it beside the members");
        }
        return text;
    }

    private static String value(String text) {
        if (text.isBlank() || text.length() > 200 || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("must have 1 to 200 characters on one line");
        }
        return text;
    }
}
