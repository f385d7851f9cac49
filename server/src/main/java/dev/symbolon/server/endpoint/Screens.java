package dev.symbolon.server.endpoint;

import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientPages;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.page.Application;
import dev.symbolon.server.page.Languages;
import dev.symbolon.server.page.Page;
import dev.symbolon.server.page.Pages;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Shows pages to whoever sent a request, in their language. */
public final class Screens {

    private final Pages pages;

    public Screens(Pages pages) {
        this.pages = pages;
    }

    public HttpResponse show(HttpRequest request, List<Locale> uiLocales, Page page) {
        return pages.render(page, uiLocales, request.header("Accept-Language"));
    }

    /** The languages of the page that {@link #show} makes of the same request. */
    public List<Locale> languages(HttpRequest request, List<Locale> uiLocales) {
        return List.of(Languages.choose(uiLocales, request.header("Accept-Language")));
    }

    /** The application as a page shows it, on the way to the redirect URI. */
    public Application application(Client client, RedirectUri redirectUri, List<Locale> languages) {
        String destination = redirectUri.isCustomScheme()
                ? redirectUri.origin()
                : redirectUri.uri().getRawAuthority();
        ClientPages pages = client.presentation().pages();
        return new Application(
                client.presentation().name().in(languages),
                destination,
                redirectUri.origin(),
                in(languages, pages.home()),
                in(languages, pages.logo()),
                in(languages, pages.policy()),
                in(languages, pages.terms()),
                client.presentation().document().map(URI::getRawAuthority));
    }

    private static Optional<String> in(List<Locale> languages, Optional<LocalizedText> page) {
        return page.map(address -> address.in(languages));
    }
}
