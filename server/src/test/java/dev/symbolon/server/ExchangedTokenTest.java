package dev.symbolon.server;

import static dev.symbolon.server.ExchangeParties.REPORTS;
import static dev.symbolon.server.ExchangeParties.acting;
import static dev.symbolon.server.ExchangeParties.exchange;
import static dev.symbolon.server.ExchangeParties.isRefused;
import static dev.symbolon.server.ExchangeParties.registeredFor;
import static dev.symbolon.server.ExchangeParties.ruleOf;
import static dev.symbolon.server.ExchangeParties.ruleOfOrders;
import static dev.symbolon.server.ExchangeParties.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.client.ExchangeRule.Acting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Tokens that were exchanged (RFC 8693)")
class ExchangedTokenTest {

    @AutoClose
    private final ExchangeParties parties = new ExchangeParties();

    private final TestProvider provider = parties.provider;
    private final TestClient web = parties.web;
    private final TestClient orders = parties.orders;
    private final TestClient reports = parties.reports;
    private final TestBrowser browser = parties.browser;

    @Nested
    @DisplayName("The end of the new token")
    class TheEnd {

        private final TestTokens subject = parties.signedIn();
        private final TestTokens answer = parties.exchanged(subject);

        @Test
        void isNoLaterThanThatOfTheSubjectToken() {
            provider.clock().advance(Duration.ofMinutes(50));

            TestTokens late = parties.exchanged(subject);

            assertThat(parties.claims(late).number("exp"))
                    .isEqualTo(parties.claims(subject).number("exp"));
            assertThat(late.json().number("expires_in").orElseThrow()).isLessThanOrEqualTo(600);
        }

        @Test
        void isNoLaterThanThatOfTheActorToken() {
            parties.rules(orders, ruleOfOrders(Acting.REQUIRED));
            String actor = parties.own(orders).accessToken();
            provider.clock().advance(Duration.ofMinutes(50));
            TestTokens late = parties.signedIn();

            TestTokens both = provider.token(orders, acting(exchange(late.accessToken()), actor));

            assertThat(both.json().number("expires_in").orElseThrow()).isLessThanOrEqualTo(600);
        }

        @Test
        void comesWithTheRevocationOfTheAuthorization() {
            parties.isGood(answer);

            parties.revoke(web, subject.refreshToken());

            parties.isOver(answer);
        }

        @Test
        void comesWithTheReplayOfTheCode() {
            TestCallback callback = browser.authorize(parties.request("openid read:orders read:reports"));
            TestTokens fresh = parties.exchanged(provider.redeem(web, callback));
            parties.isGood(fresh);

            provider.redeem(web, callback);

            parties.isOver(fresh);
        }

        @Test
        void comesWithTheAccount() {
            provider.disable("ada");

            parties.isOver(answer);
        }

        @Test
        void comesWithTheConsentThatThePersonHasGivenTheApplication() {
            provider.storage()
                    .consents()
                    .withdraw(new Subject("sub-ada"), web.id(), provider.clock().instant());

            parties.isOver(answer);
        }

        @Test
        void comesWithThatOfAFrontChannelTokenWhoseCodeIsNeverRedeemed() {
            TestCallback callback = browser.authorize(with(web.request("code token"), "scope", "openid read:reports"));
            parties.rules(orders, ruleOf(web, REPORTS, false));
            TestTokens fresh = provider.token(orders, exchange(callback.accessToken()));
            parties.isGood(fresh);

            provider.storage()
                    .consents()
                    .withdraw(new Subject("sub-ada"), web.id(), provider.clock().instant());

            parties.isOver(fresh);
        }

        @Test
        void mayComeAlone() {
            parties.revoke(orders, answer.accessToken());

            parties.isOver(answer);
            assertThat(provider.userinfo(subject.accessToken()).status()).isEqualTo(200);
            parties.isGood(parties.exchanged(subject));
        }

        @Test
        void isNotForOthersToBringAbout() {
            parties.revoke(web, answer.accessToken());

            parties.isGood(answer);
        }

        @Test
        void isTheEndOfWhatItWasExchangedForToo() {
            parties.rules(reports, ruleOf(orders, REPORTS, false));
            TestTokens next = provider.token(reports, exchange(answer.accessToken()));
            parties.isGood(next);

            parties.revoke(orders, answer.accessToken());

            parties.isOver(next);
        }

        @Test
        void comesWithTheRevocationOfTheActorToken() {
            parties.rules(orders, ruleOfOrders(Acting.REQUIRED));
            String actor = parties.own(orders).accessToken();
            TestTokens acted = provider.token(orders, acting(exchange(subject.accessToken()), actor));
            parties.isGood(acted);

            parties.revoke(orders, actor);

            parties.isOver(acted);
        }
    }

    @Nested
    @DisplayName("A subject token that is bound to a key (RFC 9449)")
    class Bound {

        private final TestProofs key = new TestProofs(provider);
        private final TestProofs otherKey = new TestProofs(provider);

        private String bound() {
            return key.token(
                            web,
                            web.codeGrant(browser.authorize(parties.request("openid read:orders read:reports"))
                                    .code()),
                            key.forToken())
                    .accessToken();
        }

        private Optional<String> jkt(TestTokens tokens) {
            return parties.claims(tokens).object("cnf").flatMap(cnf -> cnf.string("jkt"));
        }

        @Test
        void yieldsNoTokenThatIsNot() {
            isRefused(provider.token(orders, exchange(bound())), "invalid_request");
        }

        @Test
        void yieldsOneBoundToTheSameKeyForWhoeverHoldsIt() {
            parties.rules(reports, ruleOf(web, REPORTS, false));
            parties.change(reports, client -> registeredFor(client, Map.of(REPORTS, "read:reports")));

            assertThat(jkt(key.token(reports, exchange(bound()), key.forToken())))
                    .contains(key.thumbprint().value());
        }

        @Test
        void yieldsOneBoundToTheKeyOfTheApiThatHasReceivedIt() {
            assertThat(jkt(otherKey.token(orders, exchange(bound()), otherKey.forToken())))
                    .contains(otherKey.thumbprint().value());
        }

        @Test
        void isOfNoUseToOthersWhoHaveFoundIt() {
            parties.rules(reports, ruleOf(web, REPORTS, false));

            isRefused(otherKey.token(reports, exchange(bound()), otherKey.forToken()), "invalid_request");
        }

        @Test
        void isOfNoUseAsTheTokenOfAnActorWithAnotherKey() {
            parties.rules(orders, ruleOfOrders(Acting.REQUIRED));
            String actor = key.token(
                            orders,
                            Parameters.none()
                                    .with("grant_type", "client_credentials")
                                    .with("audience", REPORTS),
                            key.forToken())
                    .accessToken();
            Parameters form = acting(exchange(parties.signedIn().accessToken()), actor);

            isRefused(provider.token(orders, form), "invalid_request");
            isRefused(otherKey.token(orders, form, otherKey.forToken()), "invalid_request");
            assertThat(jkt(key.token(orders, form, key.forToken())))
                    .contains(key.thumbprint().value());
        }
    }
}
