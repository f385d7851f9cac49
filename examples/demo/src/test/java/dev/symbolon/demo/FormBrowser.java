package dev.symbolon.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** A browser with cookies and without scripts. */
final class FormBrowser {

    private final Connection session =
            Jsoup.newSession().ignoreHttpErrors(true).header("Sec-Fetch-Site", "same-origin");
    private Document document = new Document("");
    private URI address = URI.create("about:blank");

    void open(URI uri) {
        go(session.newRequest(uri.toString()));
    }

    /** Opens an address again and again until the page holds the text, for at most ten seconds. */
    void openUntil(URI uri, String text) {
        Instant end = Instant.now().plusSeconds(10);
        do {
            open(uri);
        } while (!page().contains(text) && Instant.now().isBefore(end));
    }

    /** Follows the link with this id. */
    void follow(String id) {
        open(URI.create(document.expectFirst("a#" + id).absUrl("href")));
    }

    /** Ticks the box of the page's first form that has this name and value. */
    void choose(String name, String value) {
        document.expectFirst("input[name=" + name + "][value=\"" + value + "\"]")
                .attr("checked", true);
    }

    /** Submits the page's first form with these names and values. */
    void submit(String... namesAndValues) {
        submit(document.expectForm("form"), namesAndValues);
    }

    /** Submits the form of the button with this id. */
    void press(String id) {
        Element button = document.expectFirst("button#" + id);
        submit((FormElement) button.parents().select("form").expectFirst("form"));
    }

    private void submit(FormElement form, String... namesAndValues) {
        Connection request = form.submit();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Connection.KeyVal filled = request.data(namesAndValues[i]);
            if (filled == null) {
                request.data(namesAndValues[i], namesAndValues[i + 1]);
            } else {
                filled.value(namesAndValues[i + 1]);
            }
        }
        go(request);
    }

    private void go(Connection request) {
        try {
            Connection.Response response = request.execute();
            address = URI.create(response.url().toString());
            document = response.parse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the browser is. */
    URI address() {
        return address;
    }

    /** What the page's form holds under this name. */
    String field(String name) {
        return document.expectFirst("input[name=" + name + "]").attr("value");
    }

    String page() {
        return document.outerHtml();
    }
}
