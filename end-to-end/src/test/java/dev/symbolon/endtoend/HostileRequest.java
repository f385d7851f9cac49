package dev.symbolon.endtoend;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Something that no honest program sends, for any path.
 *
 * @param octets the whole request for a path, each character one octet; {@code {host}} stands for the server's authority
 */
record HostileRequest(String name, UnaryOperator<String> octets) {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    static Stream<HostileRequest> all() {
        return Stream.of(queries(), forms(), headers(), credentials(), methods(), framings(), paths())
                .flatMap(List::stream);
    }

    private static List<HostileRequest> queries() {
        return List.of(
                query("broken percent", "client_id=%zz&state=%&x=%1"),
                query("only separators", "&&=&=&&;;??"),
                query("null octet", "client_id=%00&interaction=%00"),
                query("line breaks", "state=a%0d%0aSet-Cookie:%20x=y&redirect_uri=%0d%0a"),
                query("overlong UTF-8", "client_id=%c0%af&state=%ed%a0%80"),
                query("a thousand parameters", many("p%d=1", 1_000)),
                query("the same parameter a hundred times", many("client_id=demo-web", 100)),
                query("a long parameter", "state=" + "x".repeat(9_000)),
                query("a longer line than may be", "state=" + "x".repeat(40_000)),
                query("somebody else's interaction", "interaction=" + "A".repeat(2_000)),
                query("a structure", "scope[]=openid&scope[a][b]=c&client_id[$ne]=x"),
                query("markup", "client_id=%3Cscript%3Ealert(1)%3C/script%3E&logout=%22%3E%3Cimg%20src=x%3E"),
                query("raw octets", "state=\u00ff\u00fe\u0080"));
    }

    private static List<HostileRequest> forms() {
        return List.of(
                form("broken percent", "code=%zz&grant_type=%"),
                form("not UTF-8", "grant_type=\u00ff\u00fe&username=\u00c0"),
                form("null octets", "username=%00&password=%00&interaction=\u0000"),
                form("two thousand fields", many("p%d=1", 2_000)),
                form(
                        "the same field twice",
                        "grant_type=refresh_token&grant_type=refresh_token&decision=allow&decision=deny"),
                form("a long field", "password=" + "x".repeat(30_000)),
                form("more than fits", "refresh_token=" + "x".repeat(100_000)),
                form(
                        "a code that is none",
                        "grant_type=authorization_code&code=" + "A".repeat(500) + "&redirect_uri=x"),
                form("an unknown grant", "grant_type=urn:example:none"),
                form("nothing", ""),
                post("JSON", "Content-Type: application/json\r\n", "{\"grant_type\":{\"$gt\":\"\"}}"),
                post("deep JSON", "Content-Type: application/json\r\n", "[".repeat(20_000)),
                post("no type", "", "grant_type=authorization_code"),
                post("a broken type", "Content-Type: ;;;/\r\n", "grant_type=x"),
                post(
                        "an unknown charset",
                        "Content-Type: application/x-www-form-urlencoded; charset=klingon\r\n",
                        "a=b"),
                post("several parts", "Content-Type: multipart/form-data; boundary=x\r\n", "--x\r\n\r\n--x--"));
    }

    private static List<HostileRequest> headers() {
        return List.of(
                get("broken cookies", "Cookie: session; =; \"; a=\u00ff; session=\"; browser=%00\r\n"),
                get(
                        "a session that is none",
                        "Cookie: session=" + "A".repeat(43) + "; browser=" + "B".repeat(43) + "\r\n"),
                get("large cookies", "Cookie: session=" + "x".repeat(12_000) + "\r\n"),
                get("a header too large", "X-Large: " + "x".repeat(40_000) + "\r\n"),
                get(
                        "a thousand headers",
                        IntStream.range(0, 1_000)
                                .mapToObj(i -> "X-" + i + ": 1\r\n")
                                .collect(Collectors.joining())),
                get("broken languages", "Accept-Language: ,;q=x,de;q=9,*-*,\u00ff\r\n"),
                get(
                        "forged origin",
                        "X-Forwarded-For: 1.1.1.1, \u00ff, []\r\nX-Forwarded-Proto: x\r\nForwarded: for=;;\r\n"),
                get("null octet", "X-Null: a\u0000b\r\n"),
                get("folded header", "X-Folded: a\r\n b\r\n"),
                get("a name with a space", "X Spaced: a\r\n"),
                get("range and conditions", "Range: bytes=9-1,x\r\nIf-Modified-Since: never\r\nIf-None-Match: \"\r\n"),
                get("a wish that cannot be met", "Expect: 200-maybe\r\nAccept: ;q=,*\r\nAccept-Encoding: x;q=2\r\n"),
                get(
                        "an upgrade",
                        "Upgrade: h2c, websocket\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: x\r\n"));
    }

    private static List<HostileRequest> credentials() {
        String none = base64("{\"alg\":\"none\"}") + "." + base64("{\"iss\":\"x\",\"sub\":\"ada\"}") + ".";
        return List.of(
                get("Basic without Base64", "Authorization: Basic !!!\r\n"),
                get("Basic without a colon", "Authorization: Basic " + base64("demo-web") + "\r\n"),
                get("Basic with broken percent", "Authorization: Basic " + base64("%zz:%") + "\r\n"),
                get("Bearer without a token", "Authorization: Bearer\r\n"),
                get("Bearer with dots", "Authorization: Bearer ...\r\n"),
                get("Bearer without a signature", "Authorization: Bearer " + none + "\r\n"),
                get("Bearer with a deep header", "Authorization: Bearer " + base64("[".repeat(5_000)) + ".e30.x\r\n"),
                get("two ways at once", "Authorization: Bearer a\r\nAuthorization: Basic b\r\n"),
                get("an unknown scheme", "Authorization: \u00ff\r\n"),
                post(
                        "Basic with a form",
                        "Authorization: Basic " + base64("a:b") + "\r\n" + FORM,
                        "client_id=c&client_secret=d"),
                post("Bearer in the form", FORM, "access_token=" + none),
                post("Bearer twice", "Authorization: Bearer a\r\n" + FORM, "access_token=b"));
    }

    private static List<HostileRequest> methods() {
        return Stream.of(
                        "PUT",
                        "DELETE",
                        "PATCH",
                        "OPTIONS",
                        "TRACE",
                        "HEAD",
                        "PROPFIND",
                        "get",
                        "G\u00ffT",
                        "X".repeat(500))
                .map(method -> new HostileRequest(
                        "method " + method.substring(0, Math.min(8, method.length())),
                        path -> method + " " + path + " HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"))
                .toList();
    }

    private static List<HostileRequest> framings() {
        String chunked = "Transfer-Encoding: chunked\r\n";
        return List.of(
                raw("no host", path -> "GET " + path + " HTTP/1.1\r\nConnection: close\r\n\r\n"),
                raw(
                        "two hosts",
                        path -> "GET " + path + " HTTP/1.1\r\nHost: {host}\r\nHost: b\r\nConnection: close\r\n\r\n"),
                raw(
                        "another host",
                        path -> "GET " + path + " HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n"),
                raw(
                        "a broken host",
                        path -> "GET " + path + " HTTP/1.1\r\nHost: [::\u00ff]:x\r\nConnection: close\r\n\r\n"),
                raw("an old version", path -> "GET " + path + " HTTP/1.0\r\n\r\n"),
                raw("no version", path -> "GET " + path + "\r\n\r\n"),
                raw(
                        "an absolute address",
                        path -> "GET http://attacker.example" + path
                                + " HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"),
                raw("an unfinished header", path -> "GET " + path + " HTTP/1.1\r\nHost: {ho"),
                raw("bare line feeds", path -> "GET " + path + " HTTP/1.1\nHost: {host}\nConnection: close\n\n"),
                raw(
                        "less than promised",
                        path -> "POST " + path + " HTTP/1.1\r\nHost: {host}\r\n" + FORM
                                + "Content-Length: 50\r\n\r\ncode=x"),
                raw(
                        "a negative length",
                        path -> "POST " + path + " HTTP/1.1\r\nHost: {host}\r\n" + FORM + "Content-Length: -5\r\n\r\n"),
                raw(
                        "an endless length",
                        path -> "POST " + path + " HTTP/1.1\r\nHost: {host}\r\n" + FORM
                                + "Content-Length: 99999999999999999999\r\n\r\na"),
                raw(
                        "two lengths",
                        path -> "POST " + path + " HTTP/1.1\r\nHost: {host}\r\n" + FORM
                                + "Content-Length: 3\r\nContent-Length: 4\r\n\r\na=bc"),
                raw(
                        "a length and chunks",
                        path -> "POST " + path + " HTTP/1.1\r\nHost: {host}\r\n" + FORM + chunked
                                + "Content-Length: 3\r\n\r\n3\r\na=b\r\n0\r\n\r\n"),
                raw(
                        "a broken chunk",
                        path -> "POST " + path + " HTTP/1.1\r\nHost: {host}\r\n" + FORM + chunked
                                + "\r\nzz\r\na=b\r\n"),
                raw(
                        "a chunk cut off",
                        path -> "POST " + path + " HTTP/1.1\r\nHost: {host}\r\n" + FORM + chunked + "\r\nff\r\na=b"),
                raw(
                        "a smuggled request",
                        path -> "POST " + path + " HTTP/1.1\r\nHost: {host}\r\n" + FORM
                                + "Content-Length: 0\r\n\r\nGET /x HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
    }

    private static List<HostileRequest> paths() {
        return Stream.of(
                        "/..%2f..%2fetc/passwd",
                        "/%2e%2e/%2e%2e/",
                        ";x=y",
                        "/;jsessionid=1",
                        "//",
                        "%00",
                        "%",
                        "/%ff",
                        "\\..\\",
                        "?" + "/../".repeat(500))
                .map(suffix -> raw(
                        "path " + suffix.substring(0, Math.min(12, suffix.length())),
                        path -> "GET " + path + suffix + " HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"))
                .toList();
    }

    private static HostileRequest query(String name, String query) {
        return raw(
                "query: " + name,
                path -> "GET " + path + "?" + query + " HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    }

    private static HostileRequest get(String name, String headers) {
        return raw(
                "header: " + name,
                path -> "GET " + path + " HTTP/1.1\r\nHost: {host}\r\n" + headers + "Connection: close\r\n\r\n");
    }

    private static HostileRequest form(String name, String body) {
        return post(name, FORM, body);
    }

    private static HostileRequest post(String name, String headers, String body) {
        return raw(
                "content: " + name,
                path -> "POST " + path + " HTTP/1.1\r\nHost: {host}\r\n" + headers + "Content-Length: " + body.length()
                        + "\r\nConnection: close\r\n\r\n" + body);
    }

    private static HostileRequest raw(String name, UnaryOperator<String> octets) {
        return new HostileRequest(name, octets);
    }

    private static String many(String parameter, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> parameter.replace("%d", Integer.toString(i)))
                .collect(Collectors.joining("&"));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The octets to send to a path of a server. */
    String to(String path, int port) {
        return octets.apply(path).replace("{host}", "localhost:" + port);
    }

    @Override
    public String toString() {
        return name;
    }
}
