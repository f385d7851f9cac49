package dev.symbolon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Access to one of several APIs (RFC 8707 §2.2)")
class ApiAccessTest {

    private static final ApiAccess REPORTS = ApiAccess.to("https://api.example.com/reports");
    private static final ApiAccess MAIL = ApiAccess.to("https://api.example.com/mail");

    private final TestLogins logins = new TestLogins();
    private final OpenIdClient client = logins.client();
    private final Login login = logins.login(client, LoginOptions.none(), UnaryOperator.identity());

    @AfterEach
    void close() {
        logins.close();
    }

    private List<Parameters> refreshes() {
        return logins.provider.tokenRequests.stream()
                .filter(request -> request.required("grant_type").equals("refresh_token"))
                .toList();
    }

    private List<String> refreshTokensSent() {
        return refreshes().stream()
                .map(request -> request.required("refresh_token"))
                .toList();
    }

    private static Tokens tokens(Login login) {
        return login.tokens().orElseThrow();
    }

    @Nested
    @DisplayName("a refresh")
    class Refreshing {

        @Test
        void namesTheApiAlone() {
            client.refresh(login, REPORTS);

            assertThat(refreshes().getFirst().all("resource")).containsExactly("https://api.example.com/reports");
            assertThat(refreshes().getFirst().one("scope")).isEmpty();
        }

        @Test
        void namesWhatTheTokenIsToBeAllowed() {
            Login refreshed = client.refresh(login, REPORTS.limitedTo("read:reports"));

            assertThat(refreshes().getFirst().one("scope")).contains("read:reports");
            assertThat(tokens(refreshed)
                            .apiTokens()
                            .get(REPORTS.limitedTo("read:reports"))
                            .scope())
                    .isEqualTo(Scope.of("read:reports"));
        }

        @Test
        void namesNoApiIfNoneIsAskedFor() {
            client.refresh(login);

            assertThat(refreshes().getFirst().names()).doesNotContain("resource", "scope");
        }

        @Test
        void keepsOneTokenForEachApi() {
            Login forBoth = client.refresh(client.refresh(login, REPORTS), MAIL);

            assertThat(tokens(forBoth).apiTokens()).containsOnlyKeys(REPORTS, MAIL);
            assertThat(forBoth.accessToken(REPORTS)).isNotEqualTo(forBoth.accessToken(MAIL));
            assertThat(tokens(forBoth).accessToken())
                    .isEqualTo(tokens(login).accessToken())
                    .isNotIn(forBoth.accessToken(REPORTS), forBoth.accessToken(MAIL));
        }

        @Test
        void leavesTheTokensForOtherApisAsTheyAre() {
            Login forReports = client.refresh(login, REPORTS);

            assertThat(client.refresh(forReports).accessToken(REPORTS)).isEqualTo(forReports.accessToken(REPORTS));
        }

        @Test
        void forgetsTheFirstOfTooMany() {
            Login last = login;
            for (int api = 0; api < 33; api++) {
                last = client.refresh(last, ApiAccess.to("https://api.example.com/" + api));
            }

            assertThat(tokens(last).apiTokens())
                    .hasSize(32)
                    .doesNotContainKey(ApiAccess.to("https://api.example.com/0"));
        }

        @Test
        void tellsThatTheApiWasNotGranted() {
            logins.provider.overrides = Map.of(
                    "/token",
                    exchange ->
                            TestProvider.send(exchange, 400, JsonObject.empty().with("error", "invalid_target")));

            assertThatThrownBy(() -> client.refresh(login, MAIL))
                    .isInstanceOfSatisfying(
                            OpenIdFailure.Refused.class,
                            refused -> assertThat(refused.is(ErrorCode.INVALID_TARGET))
                                    .isTrue());
        }
    }

    @Nested
    @DisplayName("the newest refresh token")
    class TheNewestRefreshToken {

        @Test
        void isUsedWhicheverCopyOfTheLoginIsRefreshed() {
            Login forReports = client.refresh(login, REPORTS);
            Login forMail = client.refresh(login, MAIL);

            assertThat(refreshTokensSent())
                    .containsExactly(
                            tokens(login).refreshToken().orElseThrow().value(),
                            tokens(forReports).refreshToken().orElseThrow().value());
            assertThat(tokens(forMail).apiTokens()).containsOnlyKeys(REPORTS, MAIL);
        }

        @Test
        void isUsedOnceHoweverManyAskForHoweverMuch() throws Exception {
            List<Future<Login>> all = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                IntStream.range(0, 64)
                        .mapToObj(number -> ApiAccess.to("https://api.example.com/" + number % 8))
                        .forEach(access -> all.add(threads.submit(() -> client.refresh(login, access))));
            }

            assertThat(refreshTokensSent()).hasSize(8).doesNotHaveDuplicates();
            for (Future<Login> one : all) {
                assertThat(tokens(one.get()).apiTokens()).isNotEmpty();
            }
        }

        @Test
        void staysIfARefreshFails() {
            logins.provider.overrides =
                    Map.of("/token", exchange -> TestProvider.send(exchange, 503, JsonObject.empty()));
            assertThatThrownBy(() -> client.refresh(login, MAIL)).isInstanceOf(OpenIdFailure.Unreachable.class);
            logins.provider.overrides = Map.of();

            client.refresh(login, MAIL);

            assertThat(refreshTokensSent())
                    .containsExactly(tokens(login).refreshToken().orElseThrow().value());
        }

        @Test
        void isTakenBackWhicheverCopyOfTheLoginIs() {
            Login newest = client.refresh(login, MAIL);

            client.revoke(login);

            assertThat(logins.provider.revocations.getFirst().required("token"))
                    .isEqualTo(tokens(newest).refreshToken().orElseThrow().value());
        }
    }

    @Nested
    @DisplayName("a login that needs access")
    class NeedsAccess {

        @Test
        void getsATokenOnlyOnce() {
            Login first = client.withAccess(login, REPORTS);
            Login second = client.withAccess(first, REPORTS);

            assertThat(second.accessToken(REPORTS)).isEqualTo(first.accessToken(REPORTS));
            assertThat(refreshes()).hasSize(1);
        }

        @Test
        void getsWhatAnotherCopyHasGot() {
            Login first = client.withAccess(login, REPORTS);

            assertThat(client.withAccess(login, REPORTS).accessToken(REPORTS)).isEqualTo(first.accessToken(REPORTS));
            assertThat(refreshes()).hasSize(1);
        }

        @Test
        void getsAnotherTokenBeforeTheOldOneEnds() {
            Login first = client.withAccess(login, REPORTS);
            logins.clock.advance(Duration.ofSeconds(570));

            assertThat(client.withAccess(first, REPORTS).accessToken(REPORTS)).isNotEqualTo(first.accessToken(REPORTS));
        }

        @Test
        void getsAnotherTokenBeforeTheOldOneEndsAlsoIfAnotherCopyHasGotThat() {
            Login first = client.withAccess(login, REPORTS);
            logins.clock.advance(Duration.ofSeconds(570));

            assertThat(client.withAccess(login, REPORTS).accessToken(REPORTS)).isNotEqualTo(first.accessToken(REPORTS));
        }

        @Test
        void getsAnotherTokenForLess() {
            Login all = client.withAccess(login, REPORTS);
            Login both = client.withAccess(all, REPORTS.limitedTo("read:reports"));

            assertThat(both.accessToken(REPORTS)).isNotEqualTo(both.accessToken(REPORTS.limitedTo("read:reports")));
        }

        @Test
        void isToldIfItHoldsNone() {
            assertThatThrownBy(() -> login.accessToken(MAIL))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("https://api.example.com/mail");
        }

        @Test
        void needsARefreshToken() {
            logins.provider.tokenResponse = answer -> answer.without("refresh_token");
            Login without = logins.login();

            assertThatThrownBy(() -> client.withAccess(without, MAIL)).isInstanceOf(IllegalStateException.class);
        }
    }
}
