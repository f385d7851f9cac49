package dev.symbolon.server.page;

import dev.symbolon.protocol.Parameters;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every page, with what people would find on it. */
final class SamplePages {

    static final Application APPLICATION = new Application(
            "Analytical Reports",
            "reports.example.org",
            "https://reports.example.org",
            Optional.of("https://reports.example.org/"),
            Optional.empty(),
            Optional.of("https://reports.example.org/policy"),
            Optional.of("https://reports.example.org/terms"),
            Optional.of("reports.example.org"));

    private SamplePages() {}

    static LoginPage login(LoginPage.Problem problem) {
        String username = problem instanceof LoginPage.Problem.None ? "" : "ada@example.com";
        return new LoginPage(Optional.of(APPLICATION), "sealed", username, problem);
    }

    static ConsentPage consent() {
        return new ConsentPage(APPLICATION, "sealed", "ada@example.com", groups());
    }

    static DeviceRequestPage deviceRequest() {
        return new DeviceRequestPage("Reports for televisions", "BCDF-GHJK", "ada@example.com", "sealed", groups());
    }

    static ConsentsPage consents() {
        return new ConsentsPage(
                "ada@example.com",
                List.of(
                        new ConsentsPage.Entry(
                                "Analytical Reports",
                                Optional.of("https://reports.example.org/start?iss=https%3A%2F%2Fid.example.org"),
                                LocalDate.of(2025, 11, 2),
                                "sealed-1",
                                groups()),
                        new ConsentsPage.Entry(
                                "Difference Engine",
                                Optional.empty(),
                                LocalDate.of(2025, 3, 14),
                                "sealed-2",
                                List.of(aboutYou()))),
                "reports",
                Optional.of("/account/consents?after=engine"));
    }

    static RequestsPage requests(Optional<RequestsPage.Decided> decided) {
        return new RequestsPage(
                "ada@example.com",
                decided,
                List.of(
                        new RequestsPage.Entry("Bank counter", Optional.of("Counter 7, W4SCT"), "sealed-1", groups()),
                        new RequestsPage.Entry(
                                "Analytical Reports", Optional.empty(), "sealed-2", List.of(aboutYou()))));
    }

    static List<ConsentPage.Group> groups() {
        return List.of(
                aboutYou(),
                new ConsentPage.Group.OfApi(
                        "Reports",
                        List.of(
                                new ConsentPage.Item("read:reports", "Read your reports", false),
                                new ConsentPage.Item("create:reports", "Write new reports in your name", true)),
                        List.of(detail())));
    }

    private static ConsentPage.Detail detail() {
        return new ConsentPage.Detail(
                "Print a report",
                List.of(
                        new ConsentPage.Line("actions", "", new ConsentPage.Value.Texts(List.of("print", "bind"))),
                        new ConsentPage.Line("colour", "In colour", new ConsentPage.Value.Truth(true)),
                        new ConsentPage.Line(
                                "paper",
                                "Paper",
                                new ConsentPage.Value.Parts(List.of(new ConsentPage.Line(
                                        "size", "Size", new ConsentPage.Value.Texts(List.of("A4"))))))));
    }

    private static ConsentPage.Group aboutYou() {
        return new ConsentPage.Group.AboutYou(List.of(
                new ConsentPage.Item("openid", "", false),
                new ConsentPage.Item("profile", "", true),
                new ConsentPage.Item("email", "", true),
                new ConsentPage.Item("offline_access", "", true)));
    }

    static ErrorPage error(ErrorPage.Kind kind) {
        return new ErrorPage(
                kind,
                "redirect_uri https://reports.example.org/calback is not registered; the nearest one is"
                        + " https://reports.example.org/callback",
                Optional.of(APPLICATION),
                Optional.of("/authorize?client_id=reports"),
                "7K3F9QX2MD");
    }

    static FormPostPage formPost() {
        return new FormPostPage(
                "https://reports.example.org/callback",
                "https://reports.example.org",
                Parameters.none().with("code", "a-code").with("state", "a-state"));
    }

    static WebMessagePage webMessage(String origin, boolean framed) {
        return new WebMessagePage(origin, framed, Parameters.none().with("code", "a-code"));
    }

    /** By the name of the file that a picture of it would have. */
    static Map<String, Page> all() {
        Map<String, Page> pages = new LinkedHashMap<>();
        pages.put("login", login(new LoginPage.Problem.None()));
        pages.put("login-wrong", login(new LoginPage.Problem.WrongCredentials()));
        pages.put("login-slow", login(new LoginPage.Problem.TooManyAttempts(Duration.ofSeconds(30))));
        pages.put("login-renewed", login(new LoginPage.Problem.Renewed()));
        pages.put("consent", consent());
        pages.put("select-account", new SelectAccountPage(APPLICATION, "sealed", "ada@example.com"));
        pages.put("login-own", new LoginPage(Optional.empty(), "sealed", "", new LoginPage.Problem.None()));
        pages.put("device", new DevicePage("ada@example.com", "", new DevicePage.Problem.None()));
        pages.put("device-wrong", new DevicePage("ada@example.com", "BCDF-GHJX", new DevicePage.Problem.WrongCode()));
        pages.put(
                "device-slow",
                new DevicePage(
                        "ada@example.com",
                        "BCDF-GHJX",
                        new DevicePage.Problem.TooManyAttempts(Duration.ofSeconds(30))));
        pages.put("device-request", deviceRequest());
        pages.put("device-allowed", new DeviceDonePage("Reports for televisions", true));
        pages.put("device-denied", new DeviceDonePage("Reports for televisions", false));
        pages.put("logout", new LogoutPage(Optional.of(APPLICATION), "ada@example.com", "sealed"));
        pages.put("web-message", webMessage("https://reports.example.org", false));
        pages.put("logged-out", new LoggedOutPage(Optional.of(APPLICATION), false));
        pages.put(
                "logged-out-telling",
                new LoggedOutPage(
                        Optional.of(APPLICATION),
                        false,
                        List.of("https://reports.example.org/out?iss=https%3A%2F%2Fid.example.org&sid=1"),
                        Optional.of("https://reports.example.org/bye")));
        pages.put("stayed", new LoggedOutPage(Optional.empty(), true));
        pages.put("home", new HomePage("https://id.example.org", Optional.of("ada@example.com"), true));
        pages.put("home-signed-out", new HomePage("https://id.example.org", Optional.empty(), true));
        pages.put("consents", consents());
        pages.put("consents-empty", new ConsentsPage("ada@example.com", List.of(), "", Optional.empty()));
        pages.put("requests", requests(Optional.empty()));
        pages.put("requests-allowed", requests(Optional.of(new RequestsPage.Decided("Analytical Reports", true))));
        pages.put(
                "requests-empty",
                new RequestsPage(
                        "ada@example.com",
                        Optional.of(new RequestsPage.Decided("Analytical Reports", false)),
                        List.of()));
        pages.put("form-post", formPost());
        for (ErrorPage.Kind kind : ErrorPage.Kind.values()) {
            pages.put("error-" + kind.name().toLowerCase(java.util.Locale.ROOT), error(kind));
        }
        return pages;
    }
}
