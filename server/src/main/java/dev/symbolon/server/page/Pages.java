package dev.symbolon.server.page;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.Route;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Turns pages into responses.
 *
 * <p>A page shown again for wrong credentials has status 200: a 401 must challenge (RFC 9110 §15.5.2), which browsers answer with
 * a dialog of their own, and password managers judge by the form that comes back.
 */
public final class Pages {

    private static final String SUBMITS_ITSELF = "HTMLFormElement.prototype.submit.call(document.forms[0])";

    /** Once all frames are loaded; five seconds are enough for those that never are. */
    private static final String GOES_ON = "{const go=()=>location.replace(document.getElementById('onward').href);"
            + "addEventListener('load',go);setTimeout(go,5000)}";

    /** The browser itself sees to it that only a window of that origin gets the message. */
    private static final String TELLS_WHO_WAITS =
            "{const answer=document.getElementById('answer'),to=parent===window?opener:parent;"
                    + "if(to)to.postMessage(JSON.parse(answer.dataset.message),answer.dataset.origin);"
                    + "document.getElementById(to?'answer':'unawaited').hidden=false}";

    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.symbolon.server.page");
    private final Assets assets;
    private final Map<Locale, Frame> frames;

    /** @throws IllegalArgumentException with the reason if a file of the theme is unfit */
    public Pages(Issuer issuer, Theme theme) {
        this.assets = Assets.of(issuer.path(), theme);
        this.frames = Languages.SPOKEN.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(),
                        language -> new Frame(Messages.in(language), assets, issuer.path(), theme.shownName())));
    }

    /** The routes of the files that pages refer to. */
    public List<Route> assets() {
        return assets.routes();
    }

    /**
     * The page in the person's language.
     *
     * @param uiLocales what the application asks for ({@code ui_locales}), the most wanted first
     * @param acceptLanguage what the browser asks for, as it came
     */
    public HttpResponse render(Page page, List<Locale> uiLocales, Optional<String> acceptLanguage) {
        Frame frame = frame(Languages.choose(uiLocales, acceptLanguage));
        return switch (page) {
            case LoginPage login -> login(frame, login);
            case ConsentPage consent -> withLogo(frame, "consent", consent, Optional.of(consent.application()));
            case SelectAccountPage select ->
                withForms(frame, "selectAccount", select, Optional.of(select.application()));
            case DevicePage device -> device(frame, device);
            case DeviceRequestPage asked -> withForms(frame, "deviceRequest", asked, Optional.empty());
            case DeviceDonePage done -> withoutForms(frame, "deviceDone", done);
            case LogoutPage logout -> withForms(frame, "logout", logout, logout.application());
            case RequestsPage requests -> withForms(frame, "requests", requests, Optional.empty());
            case ConsentsPage consents -> withForms(frame, "consents", consents, Optional.empty());
            case LoggedOutPage loggedOut -> loggedOut(frame, loggedOut);
            case HomePage home -> withoutForms(frame, "home", home);
            case ErrorPage error -> error(frame, error);
            case FormPostPage formPost -> formPost(frame, formPost);
            case WebMessagePage message -> webMessage(frame, message);
        };
    }

    private Frame frame(Locale language) {
        Frame frame = frames.get(language);
        if (frame == null) {
            throw new IllegalStateException("no pages in " + language);
        }
        return frame;
    }

    private HttpResponse login(Frame frame, LoginPage page) {
        HttpResponse response = withLogo(frame, "login", page, page.application());
        return switch (page.problem()) {
            case LoginPage.Problem.TooManyAttempts(Duration pause) -> slowedDown(response, pause);
            case LoginPage.Problem.None _, LoginPage.Problem.WrongCredentials _, LoginPage.Problem.Renewed _ ->
                response;
        };
    }

    private HttpResponse device(Frame frame, DevicePage page) {
        HttpResponse response = withForms(frame, "device", page, Optional.empty());
        return switch (page.problem()) {
            case DevicePage.Problem.TooManyAttempts(Duration pause) -> slowedDown(response, pause);
            case DevicePage.Problem.None _, DevicePage.Problem.WrongCode _ -> response;
        };
    }

    private static HttpResponse slowedDown(HttpResponse response, Duration pause) {
        return new HttpResponse(429, response.headers(), response.body())
                .withHeader(
                        "Retry-After",
                        Long.toString(Math.max(1, pause.plusMillis(999).toSeconds())));
    }

    private HttpResponse error(Frame frame, ErrorPage page) {
        HttpResponse response = withoutForms(frame, "error", page);
        return new HttpResponse(page.kind().status(), response.headers(), response.body());
    }

    private HttpResponse formPost(Frame frame, FormPostPage page) {
        RedirectUri.parse(page.action());
        return respond(
                frame,
                ContentSecurityPolicy.formPost(SUBMITS_ITSELF, page.origin()),
                "formPost",
                Map.of("frame", frame, "page", page, "script", SUBMITS_ITSELF));
    }

    private HttpResponse webMessage(Frame frame, WebMessagePage page) {
        return respond(
                frame,
                ContentSecurityPolicy.webMessage(
                        TELLS_WHO_WAITS, Optional.of(page.origin()).filter(origin -> page.framed())),
                "webMessage",
                Map.of("frame", frame, "page", page, "script", TELLS_WHO_WAITS));
    }

    private HttpResponse loggedOut(Frame frame, LoggedOutPage page) {
        return respond(
                frame,
                ContentSecurityPolicy.frames(page.onward().map(address -> GOES_ON), page.frames()),
                "loggedOut",
                Map.of("frame", frame, "page", page, "script", GOES_ON));
    }

    private HttpResponse withLogo(Frame frame, String template, Page page, Optional<Application> application) {
        return respond(
                frame, ContentSecurityPolicy.formsAndLogo(application), template, Map.of("frame", frame, "page", page));
    }

    private HttpResponse withForms(Frame frame, String template, Page page, Optional<Application> application) {
        return respond(frame, ContentSecurityPolicy.forms(application), template, Map.of("frame", frame, "page", page));
    }

    private HttpResponse withoutForms(Frame frame, String template, Page page) {
        return respond(frame, ContentSecurityPolicy.withoutForms(), template, Map.of("frame", frame, "page", page));
    }

    private HttpResponse respond(
            Frame frame, ContentSecurityPolicy policy, String template, Map<String, Object> parameters) {
        StringOutput html = new StringOutput();
        templates.render(template + ".jte", parameters, html);
        HttpResponse response = HttpResponse.html(200, html.toString())
                .withHeader("Content-Language", frame.language())
                .withHeader("Content-Security-Policy", policy.toString())
                .withHeader("Referrer-Policy", "no-referrer")
                .withHeader("X-Content-Type-Options", "nosniff")
                .uncached();
        return policy.mayBeFramed() ? response : response.withHeader("X-Frame-Options", "DENY");
    }
}
