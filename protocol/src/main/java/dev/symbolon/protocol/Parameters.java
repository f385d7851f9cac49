package dev.symbolon.protocol;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;

/**
 * The parameters of a request or a response, in the form encoding (RFC 6749 Appendix B).
 *
 * <p>At most 100 parameters of at most 16,384 characters each. A parameter without a value counts as absent, and one that is
 * asked for must not be repeated (RFC 6749 §3.1).
 */
public final class Parameters {

    private static final int MOST_PARAMETERS = 100;
    private static final int MOST_CHARACTERS = 16_384;
    private static final Parameters NONE = new Parameters(Map.of());

    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    public static Parameters none() {
        return NONE;
    }

    /**
     * Reads a query string or the body of a form.
     *
     * @param encoded without a leading question mark
     * @throws OAuthException {@code invalid_request} if the encoding is broken, a control character is inside, or a limit is
     *     exceeded
     */
    public static Parameters parse(String encoded) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        int count = 0;
        int from = 0;
        while (from < encoded.length()) {
            int end = encoded.indexOf('&', from);
            String pair = end < 0 ? encoded.substring(from) : encoded.substring(from, end);
            from = end < 0 ? encoded.length() : end + 1;
            if (pair.isEmpty()) {
                continue;
            }
            if (++count > MOST_PARAMETERS) {
                throw OAuthException.invalidRequest("there are more than " + MOST_PARAMETERS + " parameters");
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (value.length() > MOST_CHARACTERS) {
                throw OAuthException.invalidRequest("a parameter is longer than " + MOST_CHARACTERS + " characters");
            }
            if (!value.isEmpty()) {
                values.computeIfAbsent(name, absent -> new ArrayList<>(1)).add(value);
            }
        }
        return new Parameters(values);
    }

    /**
     * What came in another encoding, as if it had come in this one.
     *
     * @param valuesOf the values of each name
     * @throws OAuthException {@code invalid_request} if a control character or half a character is inside, or a limit is
     *     exceeded
     */
    public static Parameters of(Set<String> names, Function<String, List<String>> valuesOf) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String name : names) {
            values.put(
                    whole(name),
                    valuesOf.apply(name).stream().map(Parameters::whole).toList());
        }
        return parse(new Parameters(values).encoded());
    }

    /** Half a character has no form in UTF-8, and would become a question mark. */
    private static String whole(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw OAuthException.invalidRequest("a parameter holds a surrogate without its other half");
        }
        return text;
    }

    private static String decode(String text) {
        if (Characters.BASE64URL_AND_DOT.makeUp(text)) {
            return text;
        }
        byte[] octets = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                octets[length++] = octet(text, i);
                i += 2;
            } else if (c < 0x80) {
                octets[length++] = (byte) (c == '+' ? ' ' : c);
            } else {
                throw malformed();
            }
        }
        try {
            return checked(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets, 0, length))
                    .toString());
        } catch (CharacterCodingException e) {
            throw malformed();
        }
    }

    private static byte octet(String text, int percent) {
        boolean encoded = percent + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(percent + 1))
                && HexFormat.isHexDigit(text.charAt(percent + 2));
        if (!encoded) {
            throw malformed();
        }
        return (byte) HexFormat.fromHexDigits(text, percent + 1, percent + 3);
    }

    private static String checked(String text) {
        if (!Characters.TEXT.makeUp(text)) {
            throw OAuthException.invalidRequest("a parameter holds a control character");
        }
        return text;
    }

    private static OAuthException malformed() {
        return OAuthException.invalidRequest("the parameters are not in the form encoding of UTF-8");
    }

    /** These parameters with one more, at the end. */
    public Parameters with(String name, String value) {
        Map<String, List<String>> more = new LinkedHashMap<>(values);
        List<String> all = new ArrayList<>(more.getOrDefault(name, List.of()));
        all.add(value);
        more.put(name, all);
        return new Parameters(more);
    }

    /** These parameters with one more if there is a value. */
    public Parameters with(String name, Optional<?> value) {
        return value.map(present -> with(name, present.toString())).orElse(this);
    }

    /** These parameters without one. */
    public Parameters without(String name) {
        Map<String, List<String>> fewer = new LinkedHashMap<>(values);
        fewer.remove(name);
        return new Parameters(fewer);
    }

    /** @throws OAuthException {@code invalid_request} if the parameter is repeated */
    public Optional<String> one(String name) {
        List<String> all = all(name);
        if (all.size() > 1) {
            throw OAuthException.invalidRequest("the parameter " + printable(name) + " is repeated");
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
    }

    /** @throws OAuthException {@code invalid_request} if the parameter is absent or repeated */
    public String required(String name) {
        return one(name).orElseThrow(() -> OAuthException.invalidRequest("the parameter " + name + " is missing"));
    }

    /** What {@code parse} makes of the parameter, if it is there. */
    public <T> Optional<T> optional(String name, Function<String, T> parse) {
        return one(name).map(parse);
    }

    /** @throws OAuthException {@code invalid_request} if the parameter is absent or repeated */
    public <T> T required(String name, Function<String, T> parse) {
        return parse.apply(required(name));
    }

    /** Every value of a parameter that may be repeated. */
    public List<String> all(String name) {
        return Collections.unmodifiableList(values.getOrDefault(name, List.of()));
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** @throws OAuthException {@code invalid_request} if a parameter is repeated that is not among the exceptions */
    public void refuseRepeated(Set<String> exceptions) {
        for (String name : values.keySet()) {
            if (!exceptions.contains(name)) {
                one(name);
            }
        }
    }

    private static String printable(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }

    /** The parameters in the form encoding, without a leading question mark. */
    public String encoded() {
        StringJoiner encoded = new StringJoiner("&");
        values.forEach((name, all) -> all.forEach(value -> encoded.add(encode(name) + "=" + encode(value))));
        return encoded.toString();
    }

    /** The address with these parameters at the end of its query. It must have no fragment. */
    public String addedTo(String address) {
        String joint = address.indexOf('?') < 0 ? "?" : "&";
        return isEmpty() ? address : address + joint + encoded();
    }

    /**
     * Most of what is long are tokens, which stay as they are. A space is {@code %20}, which pages that read a fragment
     * by {@code decodeURIComponent} understand as well.
     */
    private static String encode(String text) {
        return Characters.BASE64URL_AND_DOT.makeUp(text)
                ? text
                : URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The names alone: values may be secret. */
    @Override
    public String toString() {
        return "Parameters" + values.keySet();
    }
}
