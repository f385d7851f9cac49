package dev.symbolon.endtoend;

import java.util.List;
import java.util.stream.Stream;

/** One of the ways to sign in that the demo's first page offers. */
record Way(String responseType, String responseMode) {

    static final Way USUAL = new Way("code id_token", "form_post");

    /** Every hybrid response type with every response mode that can carry it. */
    static Stream<Way> all() {
        return Stream.of("code id_token", "code token", "code id_token token")
                .flatMap(type -> Stream.of("fragment", "form_post", "query_fragment", "form_post.jwt")
                        .map(mode -> new Way(type, mode)));
    }

    /** What comes through the browser, in the words of the demo's picture. */
    List<String> pieces() {
        return Stream.of("code", "id_token", "token")
                .filter(List.of(responseType.split(" "))::contains)
                .map(part -> switch (part) {
                    case "code" -> "code";
                    case "id_token" -> "ID token";
                    default -> "access token";
                })
                .toList();
    }

    /** What holds the two halves together. Without an ID token in the browser there is only one that names a person. */
    List<String> bindings() {
        List<String> all = List.of("state", "iss", "nonce", "c_hash", "at_hash", "sub");
        return responseType.contains("id_token") ? all : all.subList(0, all.size() - 1);
    }

    @Override
    public String toString() {
        return responseType + " by " + responseMode;
    }
}
