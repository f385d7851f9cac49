package dev.symbolon.client.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The few pages of the filter's own: no script or style but hashed ones, nothing from elsewhere, no framing. */
final class Html {

    private static final String STYLE =
            ":root{color-scheme:light dark}body{font:1.1rem/1.5 system-ui,sans-serif;margin:0}"
                    + "main{max-width:34rem;margin:15vh auto 0;padding:0 1.5rem}h1{font-size:1.5rem}";

    private Html() {}

    /** Writes a page whose body and script are safe already; an empty script is left out. */
    static void write(HttpServletResponse response, String title, String body, String script) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src " + hash(STYLE) + "; script-src "
                        + (script.isEmpty() ? "'none'" : hash(script))
                        + "; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        byte[] page = ("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" + title
                        + "</title><style>" + STYLE + "</style></head><body><main>" + body + "</main>"
                        + (script.isEmpty() ? "" : "<script>" + script + "</script>") + "</body></html>")
                .getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/html;charset=utf-8");
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }

    /** Text that can stand in an element or in a quoted attribute. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String hash(String source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
