package dev.symbolon.server.endpoint;

import dev.symbolon.protocol.detail.AuthorizationDetail;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.DetailMember;
import dev.symbolon.server.api.DetailType;
import dev.symbolon.server.page.ConsentPage.Detail;
import dev.symbolon.server.page.ConsentPage.Line;
import dev.symbolon.server.page.ConsentPage.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts what is asked for in detail as people read it: in the words of its type, member by member and in the type's order. What the type no longer
 * provides for is shown too, under its bare name: nothing is granted that was not shown.
 */
record DetailGroups(Api api, List<Locale> languages) {

    List<Detail> of(AuthorizationDetails details) {
        return details.all().stream().map(this::detail).toList();
    }

    private Detail detail(AuthorizationDetail detail) {
        Optional<DetailType> type = api.detailType(detail.type());
        List<DetailMember> members = type.map(DetailType::members).orElse(List.of());
        return new Detail(
                type.map(found -> found.title().in(languages)).orElse(detail.type()),
                lines(detail.json().without("type"), members));
    }

    private List<Line> lines(JsonObject json, List<DetailMember> declared) {
        Map<String, @Nullable Object> values = json.members();
        List<Line> lines = new ArrayList<>();
        Stream<String> common = Stream.concat(Stream.of("identifier"), AuthorizationDetail.LISTS.stream());
        common.filter(json::has)
                .filter(name ->
                        declared.stream().noneMatch(member -> member.name().equals(name)))
                .forEach(name -> lines.add(new Line(name, "", value(values.get(name), List.of()))));
        declared.stream()
                .filter(member -> json.has(member.name()))
                .forEach(member -> lines.add(new Line(
                        member.name(),
                        member.title().in(languages),
                        value(values.get(member.name()), member.members()))));
        json.names().stream()
                .filter(name -> lines.stream().noneMatch(line -> line.member().equals(name)))
                .forEach(name -> lines.add(new Line(name, "", value(values.get(name), List.of()))));
        return lines;
    }

    private Value value(@Nullable Object value, List<DetailMember> members) {
        return switch (value) {
            case null -> new Value.Texts(List.of("null"));
            case Boolean truth -> new Value.Truth(truth);
            case Map<?, ?> map -> new Value.Parts(lines(JsonObject.of(map), members));
            case List<?> list ->
                new Value.Texts(list.stream().map(String::valueOf).toList());
            default -> new Value.Texts(List.of(value.toString()));
        };
    }
}
