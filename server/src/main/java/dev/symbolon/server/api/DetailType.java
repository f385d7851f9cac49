package dev.symbolon.server.api;

import dev.symbolon.protocol.LocalizedText;
import java.util.List;
import java.util.Map;

/**
 * Something that an API can be asked for in detail (RFC 9396 §2).
 *
 * @param name the {@code type}
 * @param title what a person reads above it, for instance "Make a payment"
 * @param lists which values {@code locations}, {@code actions}, {@code datatypes} and {@code privileges} may have; a list that is not there
 *     may not be used
 * @param identifier whether {@code identifier} may name what it is about
 * @param members those of its own, in the order in which people read them
 */
public record DetailType(
        String name,
        LocalizedText title,
        Map<String, List<String>> lists,
        boolean identifier,
        List<DetailMember> members) {

    public DetailType {
        lists = Map.copyOf(lists);
        members = List.copyOf(members);
    }
}
