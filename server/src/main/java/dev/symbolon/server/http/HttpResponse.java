package dev.symbolon.server.http;

import dev.symbolon.protocol.json.JsonObject;
import java.util.List;

/** A response, whole. It does not print what it holds. */
public record HttpResponse(int status, Headers headers, String body) {

    public static HttpResponse of(int status) {
        return new HttpResponse(status, Headers.none(), "");
    }

    public static HttpResponse of(int status, String contentType, String body) {
        return new HttpResponse(status, Headers.none().set("Content-Type", contentType), body);
    }

    public static HttpResponse html(int status, String body) {
        return of(status, "text/html; charset=utf-8", body);
    }

    public static HttpResponse json(int status, JsonObject body) {
        return of(status, "application/json", body.toString());
    }

    /** Sends the browser on by GET, whatever the method was (RFC 9110 §15.4.4, RFC 9700 §4.12). */
    public static HttpResponse redirect(String location) {
        return of(303).withHeader("Location", location);
    }

    public HttpResponse withHeader(String name, String value) {
        return new HttpResponse(status, headers.set(name, value), body);
    }

    /** This response with one more header field, whatever there is of the same name. */
    public HttpResponse withAnotherHeader(String name, String value) {
        return new HttpResponse(status, headers.add(name, value), body);
    }

    /** This response with the cookie, in place of any of the same name (RFC 6265 §4.1.1). */
    public HttpResponse withCookie(Cookie cookie) {
        Headers others = headers.without("Set-Cookie", value -> value.startsWith(cookie.name() + "="));
        return new HttpResponse(status, others.add("Set-Cookie", cookie.toString()), body);
    }

    public HttpResponse withCookies(List<Cookie> cookies) {
        HttpResponse response = this;
        for (Cookie cookie : cookies) {
            response = response.withCookie(cookie);
        }
        return response;
    }

    /** Neither browser nor proxy keeps it (RFC 6749 §5.1). */
    public HttpResponse uncached() {
        return withHeader("Cache-Control", "no-store").withHeader("Pragma", "no-cache");
    }

    @Override
    public String toString() {
        return "HttpResponse[" + status + "]";
    }
}
