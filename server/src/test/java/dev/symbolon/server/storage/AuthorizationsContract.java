package dev.symbolon.server.storage;

import static dev.symbolon.server.storage.Samples.ADA;
import static dev.symbolon.server.storage.Samples.NOW;
import static dev.symbolon.server.storage.Samples.WEB;
import static dev.symbolon.server.storage.Samples.authorization;
import static dev.symbolon.server.storage.Samples.disabled;
import static dev.symbolon.server.storage.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.authorization.Approval;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.Authorizations.Redemption;
import dev.symbolon.server.authorization.Authorizations.RefreshPolicy;
import dev.symbolon.server.authorization.Authorizations.Rotation;
import dev.symbolon.server.authorization.Permissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What authorizations promise: one redemption, one live refresh token, and an end that is one. */
abstract class AuthorizationsContract {

    private static final RefreshPolicy POLICY = RefreshPolicy.rotating(Duration.ofSeconds(10), Duration.ofDays(30));

    private final Authorization fresh = authorization("first");

    abstract Storage storage();

    private Redemption redeem() {
        return storage().authorizations().redeem(fresh).await();
    }

    private Rotation rotate(int generation, Instant now) {
        return storage()
                .authorizations()
                .rotate(fresh.at(generation + 1, now), POLICY)
                .await();
    }

    private Optional<Authorization> found() {
        return storage().authorizations().find(fresh.id());
    }

    private void declare(boolean enabled) {
        storage()
                .declare(Declarations.of(
                        List.of(),
                        List.of(),
                        List.of(enabled ? user(ADA, "ada@example.com") : disabled(user(ADA, "ada@example.com")))));
    }

    @Test
    void redeemsACode() {
        assertThat(redeem()).isEqualTo(new Redemption.First(fresh));
        assertThat(found()).contains(fresh);
    }

    @Test
    void keepsThePermissionsOfEveryApiInTheirOrder() {
        SequencedMap<Audience, Scope> apis = new LinkedHashMap<>();
        apis.put(new Audience("https://z.example.org/"), Scope.of("read"));
        apis.put(new Audience("https://b.example.org/"), Scope.of("read", "write"));
        apis.put(new Audience("https://a.example.org/"), Scope.empty());
        Approval approval = fresh.approval().with(new Permissions(Scope.of("openid", "id_token:email"), apis));

        storage()
                .authorizations()
                .redeem(Authorization.begin(fresh.id(), approval, NOW, fresh.expiresAt()))
                .await();

        Permissions kept = found().orElseThrow().approval().permissions();
        assertThat(kept).isEqualTo(approval.permissions());
        assertThat(kept.apis().sequencedKeySet()).containsExactlyElementsOf(apis.sequencedKeySet());
    }

    @Test
    void keepsWhatWasGrantedInDetail() {
        Approval approval = fresh.approval().with(fresh.approval().permissions().with(Samples.details("123.50 ✎")));

        storage()
                .authorizations()
                .redeem(Authorization.begin(fresh.id(), approval, NOW, fresh.expiresAt()))
                .await();

        assertThat(found().orElseThrow().approval()).isEqualTo(approval);
    }

    @Test
    void endsTheAuthorizationOfACodeThatIsRedeemedAgain() {
        redeem();

        assertThat(redeem()).isEqualTo(new Redemption.Again());
        assertThat(found()).contains(fresh.end());
        assertThat(rotate(0, NOW)).isEqualTo(new Rotation.Over());
    }

    private boolean stands() {
        return storage()
                .authorizations()
                .stands(fresh.id(), fresh.approval().subject(), fresh.approval().client());
    }

    @Test
    void saysThatAnAuthorizationStandsBeforeItBeginsAndAfter() {
        assertThat(stands()).isTrue();
        redeem();
        assertThat(stands()).isTrue();
    }

    @Test
    void saysThatNoneStandsThatHasEnded() {
        storage().authorizations().end(fresh);

        assertThat(stands()).isFalse();
    }

    @Test
    void saysThatNoneStandsOfAnAccountThatIsDisabledOrUnknown() {
        declare(false);

        assertThat(stands()).isFalse();
        assertThat(storage()
                        .authorizations()
                        .stands(
                                fresh.id(),
                                new Subject("nobody"),
                                fresh.approval().client()))
                .isFalse();
    }

    @Test
    void saysThatNoneStandsUnderAConsentThatIsWithdrawn() {
        storage().consents().withdraw(ADA, WEB, NOW);

        assertThat(stands()).isFalse();
    }

    @Test
    void redeemsNoCodeOfAnAccountThatIsDisabled() {
        declare(false);

        assertThat(redeem()).isEqualTo(new Redemption.Over());
        assertThat(found()).isEmpty();
    }

    @Test
    void endsTheAuthorizationOfACodeThatIsRedeemedAgainEvenIfTheAccountIsDisabledMeanwhile() {
        redeem();
        declare(false);

        assertThat(redeem()).isEqualTo(new Redemption.Again());
        declare(true);
        assertThat(found()).contains(fresh.end());
    }

    @Test
    void letsOneOf64RedeemACode() {
        List<Redemption> redemptions = Race.of(64, this::redeem);

        assertThat(redemptions).filteredOn(Redemption.First.class::isInstance).hasSize(1);
        assertThat(redemptions).filteredOn(Redemption.Again.class::isInstance).hasSize(63);
        assertThat(found().orElseThrow().ended()).isTrue();
    }

    @Test
    void rotates() {
        redeem();

        Rotation rotation = rotate(0, NOW.plusSeconds(60));

        Authorization next =
                new Authorization(fresh.id(), fresh.approval(), 1, NOW.plusSeconds(60), fresh.expiresAt(), false);
        assertThat(rotation).isEqualTo(new Rotation.Rotated(next));
        assertThat(found()).contains(next);
    }

    @Test
    void takesAPredecessorForARetryWithinTheGrace() {
        redeem();
        rotate(0, NOW);

        Rotation rotation = rotate(0, NOW.plusSeconds(10));

        assertThat(rotation).isInstanceOf(Rotation.Repeated.class);
        assertThat(found().orElseThrow().generation()).isEqualTo(1);
    }

    @Test
    void endsAnAuthorizationWhoseTokenIsReusedAfterTheGrace() {
        redeem();
        rotate(0, NOW);

        Rotation rotation = rotate(0, NOW.plusSeconds(11));

        assertThat(rotation).isInstanceOf(Rotation.Reused.class);
        assertThat(found().orElseThrow().ended()).isTrue();
        assertThat(rotate(1, NOW.plusSeconds(12))).isEqualTo(new Rotation.Over());
    }

    @Test
    void takesNoGrandparentForARetry() {
        redeem();
        rotate(0, NOW);
        rotate(1, NOW);

        assertThat(rotate(0, NOW)).isInstanceOf(Rotation.Reused.class);
    }

    @Test
    void letsOneOf64RotateAndTheOthersRepeat() {
        redeem();

        List<Rotation> rotations = Race.of(64, () -> rotate(0, NOW.plusSeconds(1)));

        assertThat(rotations).filteredOn(Rotation.Rotated.class::isInstance).hasSize(1);
        assertThat(rotations).filteredOn(Rotation.Repeated.class::isInstance).hasSize(63);
        assertThat(found().orElseThrow().generation()).isEqualTo(1);
    }

    @Test
    void rotatesManyAuthorizationsAtOnce() {
        AtomicInteger next = new AtomicInteger();

        List<Rotation> rotations = Race.of(64, () -> {
            Authorization mine = authorization("mine " + next.incrementAndGet());
            storage().authorizations().redeem(mine).await();
            return storage().authorizations().rotate(mine.at(1, NOW), POLICY).await();
        });

        assertThat(rotations).allMatch(Rotation.Rotated.class::isInstance);
    }

    @Test
    void isOverForAnUnknownToken() {
        assertThat(rotate(0, NOW)).isEqualTo(new Rotation.Over());
    }

    @Test
    void isOverForATokenOfTheFutureAndEndsNothing() {
        redeem();

        assertThat(rotate(7, NOW)).isEqualTo(new Rotation.Over());
        assertThat(found()).contains(fresh);
    }

    @Test
    void isOverOnceItHasExpired() {
        redeem();
        for (int day = 20; day < 90; day += 20) {
            rotate(day / 20 - 1, NOW.plus(Duration.ofDays(day)));
        }

        assertThat(rotate(4, fresh.expiresAt())).isEqualTo(new Rotation.Over());
        assertThat(rotate(4, fresh.expiresAt().minusMillis(1))).isInstanceOf(Rotation.Rotated.class);
    }

    @Test
    void isOverOnceItHasBeenIdleForTooLong() {
        redeem();

        assertThat(rotate(0, NOW.plus(POLICY.idle()))).isEqualTo(new Rotation.Over());
    }

    @Test
    void isOverForADisabledAccount() {
        redeem();

        declare(false);

        assertThat(rotate(0, NOW)).isEqualTo(new Rotation.Over());
        assertThat(found().orElseThrow().ended()).isTrue();
    }

    @Test
    void isOverForAnAccountThatIsNot() {
        Authorization ghosts = authorization("ghost's", new Subject("ghost"), WEB);

        assertThat(storage().authorizations().redeem(ghosts).await()).isEqualTo(new Redemption.Over());
        assertThat(storage().authorizations().rotate(ghosts.at(1, NOW), POLICY).await())
                .isEqualTo(new Rotation.Over());
        assertThat(storage().authorizations().find(ghosts.id())).isEmpty();
    }

    @Test
    void remembersAnEndBeforeTheBeginning() {
        storage().authorizations().end(fresh);

        assertThat(redeem()).isEqualTo(new Redemption.Again());
        assertThat(found()).contains(fresh.end());
    }

    @Test
    void endsWhatHasBegun() {
        redeem();
        rotate(0, NOW);

        storage().authorizations().end(fresh);

        assertThat(rotate(1, NOW)).isEqualTo(new Rotation.Over());
        assertThat(found().orElseThrow().ended()).isTrue();
    }

    @Test
    void endsWithTheConsentWhatHangsOnItAndNothingElse() {
        Authorization others = authorization("other's", ADA, new ClientId("other"));
        redeem();
        storage().authorizations().redeem(others).await();

        storage().consents().withdraw(ADA, WEB, NOW);

        assertThat(found().orElseThrow().ended()).isTrue();
        assertThat(storage().authorizations().find(others.id())).contains(others);
    }
}
