package dev.symbolon.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.detail.AuthorizationDetail;
import dev.symbolon.server.claim.IdentityScopes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTest {

    private static final Pattern KEY = Pattern.compile("\"([a-z_]+\\.[a-z_]+(?:\\.[a-z_]+)?)\"");
    private static final Set<String> SCOPES =
            Set.of("openid", "profile", "email", "address", "phone", "offline_access");

    private final Messages english = Messages.in(Locale.ENGLISH);
    private final Messages german = Messages.in(Locale.GERMAN);

    @Test
    void saysTheSameInEveryLanguage() {
        assertThat(german.texts().keySet()).isEqualTo(english.texts().keySet());
        english.texts()
                .forEach((key, text) -> assertThat(german.text(key).contains(Messages.VALUE))
                        .as(key)
                        .isEqualTo(text.contains(Messages.VALUE)));
    }

    @Test
    void leavesNothingEmpty() {
        assertThat(Stream.of(english, german).flatMap(messages -> messages.texts().values().stream()))
                .allSatisfy(text -> assertThat(text).isNotBlank());
    }

    @Test
    void hasNoTextTooManyAndNoneTooFew() {
        Set<String> used = new TreeSet<>(written(Path.of("src/main/jte"), ".jte"));
        used.addAll(written(Path.of("src/main/java/dev/symbolon/server/page"), ".java"));
        used.removeIf(key -> key.endsWith(".svg") || key.endsWith(".css"));
        SCOPES.forEach(scope -> used.add("scope." + scope));
        IdentityScopes.claims().stream()
                .filter(claim -> !claim.equals("sub"))
                .forEach(claim -> used.add("claim." + claim));
        Stream.concat(Stream.of("identifier"), AuthorizationDetail.LISTS.stream())
                .forEach(member -> used.add("detail." + member));
        for (ErrorPage.Kind kind : ErrorPage.Kind.values()) {
            String key = "error." + kind.name().toLowerCase(Locale.ROOT);
            used.addAll(List.of(key + ".title", key + ".text"));
        }

        assertThat(english.texts().keySet()).isEqualTo(used);
    }

    private static Set<String> written(Path directory, String extension) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(extension))
                    .flatMap(file -> KEY.matcher(read(file)).results())
                    .map(result -> result.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
