package dev.symbolon.server;

import static dev.symbolon.server.ExchangeParties.ORDERS;
import static dev.symbolon.server.ExchangeParties.REPORTS;
import static dev.symbolon.server.ExchangeParties.TYPE;
import static dev.symbolon.server.ExchangeParties.exchange;
import static dev.symbolon.server.ExchangeParties.isRefused;
import static dev.symbolon.server.ExchangeParties.ruleOf;
import static dev.symbolon.server.ExchangeParties.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.api.AccessTokenFormat;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.audit.AuditEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Token exchange (RFC 8693)")
class TokenExchangeTest {

    @AutoClose
    private final ExchangeParties parties = new ExchangeParties();

    private final TestProvider provider = parties.provider;
    private final TestClient web = parties.web;
    private final TestClient orders = parties.orders;
    private final TestClient reports = parties.reports;
    private final TestBrowser browser = parties.browser;

    @Nested
    @DisplayName("§2.2.1: the answer")
    class TheAnswer {

        private final TestTokens subject = parties.signedIn();
        private final TestTokens answer = parties.exchanged(subject);

        @Test
        void isATokenForTheOtherApiInTheNameOfTheSamePerson() {
            JsonObject before = parties.claims(subject);

            JsonObject after = parties.claims(answer);

            assertThat(after.string("aud")).contains(REPORTS);
            assertThat(after.string("client_id")).contains(orders.id().value());
            assertThat(after.string("scope")).contains("read:reports");
            assertThat(after.only(List.of("sub", "sid", "auth_time", "acr")))
                    .isEqualTo(before.only(List.of("sub", "sid", "auth_time", "acr")));
        }

        @Test
        void saysWhatTheTokenIs() {
            assertThat(answer.json().string("issued_token_type")).contains(TYPE + "access_token");
            assertThat(answer.json().string("token_type")).contains("Bearer");
            assertThat(answer.json().string("scope")).contains("read:reports");
            assertThat(answer.json().names()).doesNotContain("refresh_token", "id_token");
        }

        @Test
        void namesNobodyWhoActsIfThatIsNotAsked() {
            assertThat(parties.claims(answer).has("act")).isFalse();
        }

        @Test
        void doesNotOpenUserinfo() {
            assertThat(provider.userinfo(answer.accessToken()).status()).isEqualTo(403);
        }

        @Test
        void tellsNobodyWhereTheTokenComesFrom() {
            assertThat(parties.introspected(answer).toString())
                    .doesNotContain(web.id().value(), "person");
            assertThat(parties.claims(answer).toString())
                    .doesNotContain(web.id().value());
        }

        @Test
        void isToldToTheLog() {
            assertThat(provider.events())
                    .contains(new AuditEvent.TokenExchanged(
                            new Subject("sub-ada"),
                            orders.id(),
                            web.id(),
                            Optional.empty(),
                            new Audience(REPORTS),
                            "read:reports"));
        }
    }

    @Nested
    @DisplayName("§2.1: the subject token")
    class TheSubjectToken {

        @Test
        void mayBeOpaque() {
            provider.declare(TestProvider.api(ORDERS, "read:orders").withAccessTokenFormat(AccessTokenFormat.OPAQUE));

            assertThat(parties.claims(parties.exchanged(parties.signedIn())).string("sub"))
                    .contains("sub-ada");
        }

        @Test
        void mayBeCalledAJwtIfItIsOne() {
            String token = parties.signedIn().accessToken();

            parties.isGood(provider.token(orders, with(exchange(token), "subject_token_type", TYPE + "jwt")));
        }

        @Test
        void mayBeAnIdTokenIfARuleSaysSo() {
            parties.rules(orders, ruleOf(web, REPORTS, true));
            Parameters form = exchange(parties.signedIn().idToken());

            JsonObject claims =
                    parties.claims(provider.token(orders, with(form, "subject_token_type", TYPE + "id_token")));

            assertThat(claims.string("sub")).contains("sub-ada");
            assertThat(claims.string("scope")).contains("read:reports");
        }

        @Test
        void mustNotBeAnIdTokenOtherwise() {
            parties.rules(orders, ruleOf(web, REPORTS, false));
            Parameters form = exchange(parties.signedIn().idToken());

            isRefused(provider.token(orders, with(form, "subject_token_type", TYPE + "id_token")), "invalid_request");
        }

        @Test
        void isNoIdTokenWhoseCodeWasNotRedeemed() {
            parties.rules(orders, ruleOf(web, REPORTS, true));
            TestCallback callback =
                    browser.authorize(with(parties.request("openid read:orders"), "response_type", "code id_token"));
            Parameters form = with(exchange(callback.idToken()), "subject_token_type", TYPE + "id_token");

            isRefused(provider.token(orders, form), "invalid_request");
            provider.redeem(web, callback);
            isRefused(provider.token(orders, form), "invalid_scope");
        }

        @Test
        void isNoIdTokenThatHasExpired() {
            parties.rules(orders, ruleOf(web, REPORTS, true));
            Parameters form = with(exchange(parties.signedIn().idToken()), "subject_token_type", TYPE + "id_token");
            provider.clock().advance(Duration.ofHours(1));

            isRefused(provider.token(orders, form), "invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"refresh_token", "saml1", "saml2", "id_token", "nonsense"})
        void isOfNoOtherType(String type) {
            TestTokens tokens = parties.signedIn();
            Parameters form = with(exchange(tokens.accessToken()), "subject_token_type", TYPE + type);

            isRefused(provider.token(orders, form), "invalid_request");
            isRefused(provider.token(orders, with(form, "subject_token", tokens.refreshToken())), "invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"access_token", "jwt"})
        void isNoIdTokenThatIsCalledAnAccessToken(String type) {
            parties.rules(orders, ruleOf(web, REPORTS, true));

            isRefused(
                    provider.token(
                            orders, with(exchange(parties.signedIn().idToken()), "subject_token_type", TYPE + type)),
                    "invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"nonsense", "a.b.c", "e30.e30.e30"})
        void isNoneThatThisProviderHasNotIssued(String nonsense) {
            isRefused(provider.token(orders, exchange(nonsense)), "invalid_request");
            isRefused(
                    provider.token(orders, exchange(TestClient.KEY.sign("at+jwt", parties.claims(parties.signedIn())))),
                    "invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"subject_token", "subject_token_type"})
        void mustBeThereWithItsType(String name) {
            isRefused(
                    provider.token(
                            orders, exchange(parties.signedIn().accessToken()).without(name)),
                    "invalid_request");
        }

        @Test
        void isNoneThatHasExpiredOrWasRevoked() {
            TestTokens first = parties.signedIn();
            parties.revoke(web, first.accessToken());
            isRefused(parties.exchanged(first), "invalid_request");
            TestTokens second = parties.signedIn();
            provider.clock().advance(Duration.ofHours(1));

            isRefused(parties.exchanged(second), "invalid_request");
        }

        @Test
        void mayBeOfAClientItself() {
            parties.rules(orders, ruleOf(web, REPORTS, false));

            JsonObject claims = parties.claims(
                    provider.token(orders, exchange(parties.own(web).accessToken())));

            assertThat(claims.string("sub")).contains(web.id().value());
            assertThat(claims.names()).doesNotContain("sid", "auth_time");
        }
    }

    @ParameterizedTest
    @EnumSource(AccessTokenFormat.class)
    void callsAPersonAsTheSubjectTokenDoes(AccessTokenFormat format) {
        TestClient discreet = provider.register(TestClient::withPairwiseSubjects);
        Api plain = TestProvider.api(REPORTS, "read:reports", "create:reports")
                .withIntrospectionClients(reports.id())
                .withAccessTokenFormat(format);
        provider.declare(plain);
        parties.rules(orders, ruleOf(discreet, REPORTS, false));
        TestTokens subject = provider.redeem(discreet, browser.authorize(discreet.request("code")));

        TestTokens answer = provider.token(orders, exchange(subject.accessToken()));

        assertThat(parties.introspected(answer).string("sub"))
                .isEqualTo(parties.introspected(subject).string("sub"))
                .isNotEqualTo(Optional.of("sub-ada"));
        provider.disable("ada");
        parties.isOver(answer);
    }
}
