package dev.symbolon.server.page;

import gg.jte.Content;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;

/** Puts what a page is about into words. */
record Wording(Messages messages) {

    String problem(LoginPage.Problem problem) {
        return switch (problem) {
            case LoginPage.Problem.None _ -> "";
            case LoginPage.Problem.WrongCredentials _ -> messages.text("login.wrong_credentials");
            case LoginPage.Problem.Renewed _ -> messages.text("login.renewed");
            case LoginPage.Problem.TooManyAttempts(Duration pause) ->
                messages.text("login.too_many_attempts").replace(Messages.VALUE, duration(pause));
        };
    }

    String problem(DevicePage.Problem problem) {
        return switch (problem) {
            case DevicePage.Problem.None _ -> "";
            case DevicePage.Problem.WrongCode _ -> messages.text("device.wrong_code");
            case DevicePage.Problem.TooManyAttempts(Duration pause) ->
                messages.text("login.too_many_attempts").replace(Messages.VALUE, duration(pause));
        };
    }

    private String duration(Duration pause) {
        long seconds = Math.max(1, pause.plusMillis(999).toSeconds());
        if (seconds == 1) {
            return messages.text("duration.second");
        }
        if (seconds <= 90) {
            return messages.text("duration.seconds", seconds);
        }
        return messages.text("duration.minutes", (seconds + 59) / 60);
    }

    String title(ConsentPage.Group group) {
        return switch (group) {
            case ConsentPage.Group.AboutYou _ -> messages.text("consent.about_you");
            case ConsentPage.Group.OfApi(String name, var _, var _) -> Display.name(name);
        };
    }

    String name(RequestsPage.Entry entry) {
        return Display.name(entry.application());
    }

    String message(RequestsPage.Entry entry) {
        return Display.name(entry.message().orElse(""));
    }

    String name(ConsentsPage.Entry entry) {
        return Display.name(entry.application());
    }

    /** The words of whoever offers the permission, else ours, else its bare value. */
    String permission(ConsentPage.Item item) {
        return item.text().isEmpty() ? aboutYou(item.value()) : Display.visible(item.text());
    }

    /** A claim is worded the same wherever it is told. */
    private String aboutYou(String value) {
        int colon = value.indexOf(':');
        int hash = value.indexOf('#');
        if (colon >= 0 && hash > colon) {
            return aboutYou(value.substring(0, hash)) + " (" + language(value.substring(hash + 1)) + ")";
        }
        String key = colon < 0 ? "scope." + value : "claim." + value.substring(colon + 1);
        return messages.find(key).orElse(Display.visible(value));
    }

    private String language(String tag) {
        return Display.name(Locale.forLanguageTag(tag).getDisplayName(messages.language()));
    }

    String title(ConsentPage.Detail detail) {
        return Display.visible(detail.title());
    }

    /** The words of the API, else ours, else the bare name. */
    String title(ConsentPage.Line line) {
        return line.title().isEmpty()
                ? messages.find("detail." + line.member()).orElse(Display.visible(line.member()))
                : Display.visible(line.title());
    }

    /** What the line says, at full length: cut short, it could say something else. Empty if it is made of parts. */
    List<String> texts(ConsentPage.Line line) {
        return switch (line.value()) {
            case ConsentPage.Value.Texts(var texts) ->
                texts.stream().map(Display::visible).toList();
            case ConsentPage.Value.Truth(boolean truth) ->
                List.of(messages.text(truth ? "detail.value.yes" : "detail.value.no"));
            case ConsentPage.Value.Parts _ -> List.of();
        };
    }

    List<ConsentPage.Line> parts(ConsentPage.Line line) {
        return line.value() instanceof ConsentPage.Value.Parts(var lines) ? lines : List.of();
    }

    Content since(LocalDate date) {
        DateTimeFormatter format =
                DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(messages.language());
        return messages.phrase("consents.since", format.format(date));
    }

    String title(ErrorPage.Kind kind) {
        return messages.text(key(kind) + ".title");
    }

    String explanation(ErrorPage.Kind kind) {
        return messages.text(key(kind) + ".text");
    }

    private static String key(ErrorPage.Kind kind) {
        return "error." + kind.name().toLowerCase(Locale.ROOT);
    }
}
