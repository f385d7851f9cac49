package dev.symbolon.client.servlet;

import jakarta.servlet.http.HttpServletResponse;

/** The one kind of redirect that there is here: it turns any request into a GET (RFC 9110 §15.4.4). */
final class Redirects {

    private Redirects() {}

    static void to(HttpServletResponse response, String location) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Location", location);
    }
}
