package dev.symbolon.server.storage;

import static dev.symbolon.server.storage.Samples.ADA;
import static dev.symbolon.server.storage.Samples.NOW;
import static dev.symbolon.server.storage.Samples.REPORTS;
import static dev.symbolon.server.storage.Samples.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.UserCode;
import dev.symbolon.server.authorization.Approval;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.authorization.Decision;
import dev.symbolon.server.authorization.DeviceRequest;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What devices that wait are promised: a user code of their own, one decision, and no end of room for none. */
abstract class DeviceRequestsContract {

    private static final Permissions ASKED =
            new Permissions(Scope.of("openid", "offline_access"), Optional.of(REPORTS), Scope.of("read:reports"));

    private final DeviceRequest request = request("BCDFGHJK", "first");

    abstract Storage storage();

    private static DeviceRequest request(String userCode, String authorization) {
        return new DeviceRequest(
                new UserCode(userCode),
                new AuthorizationId(authorization),
                WEB,
                ASKED,
                NOW.plus(Duration.ofMinutes(10)),
                new Decision.Pending());
    }

    private static Decision allowed(String session) {
        return new Decision.Allowed(new Approval(WEB, ADA, new SessionId(session), NOW, ASKED));
    }

    private Decision decision() {
        return storage().deviceRequests().find(request.userCode()).orElseThrow().decision();
    }

    @Test
    void keepsADeviceThatWaits() {
        assertThat(storage().deviceRequests().begin(request)).isTrue();

        assertThat(storage().deviceRequests().find(request.userCode())).contains(request);
        assertThat(storage().deviceRequests().find(new UserCode("ZZZZZZZZ"))).isEmpty();
    }

    @Test
    void givesAUserCodeToOneDeviceAlone() {
        storage().deviceRequests().begin(request);

        assertThat(storage().deviceRequests().begin(request("BCDFGHJK", "second")))
                .isFalse();
        assertThat(storage().deviceRequests().begin(request("BCDFGHJK", "second"), 10, NOW))
                .isFalse();
        assertThat(storage().deviceRequests().begin(request)).isTrue();
        assertThat(storage().deviceRequests().find(request.userCode())).contains(request);
    }

    @Test
    void remembersWhatThePersonSays() {
        storage().deviceRequests().begin(request);

        assertThat(storage().deviceRequests().decide(request, allowed("one"), NOW))
                .isTrue();

        assertThat(decision()).isEqualTo(allowed("one"));
    }

    @Test
    void takesTheFirstDecisionAlone() {
        storage().deviceRequests().begin(request);
        storage().deviceRequests().decide(request, new Decision.Denied(), NOW);

        assertThat(storage().deviceRequests().decide(request, allowed("one"), NOW))
                .isFalse();
        assertThat(decision()).isEqualTo(new Decision.Denied());
    }

    @Test
    void takesOneDecisionHoweverManyComeAtOnce() {
        storage().deviceRequests().begin(request);
        AtomicInteger next = new AtomicInteger();

        List<Boolean> taken = Race.of(
                64,
                () -> storage().deviceRequests().decide(request, allowed("session " + next.incrementAndGet()), NOW));

        assertThat(taken).containsOnlyOnce(true);
    }

    @Test
    void takesNoDecisionOnceTheTimeIsOver() {
        storage().deviceRequests().begin(request);

        assertThat(storage().deviceRequests().decide(request, allowed("one"), request.expiresAt()))
                .isFalse();
    }

    @Test
    void takesNoDecisionForAnotherDeviceOfTheSameUserCode() {
        storage().deviceRequests().begin(request);

        assertThat(storage().deviceRequests().decide(request("BCDFGHJK", "second"), allowed("one"), NOW))
                .isFalse();
    }

    @Test
    void keepsNoMoreOfAClientThanIsSaid() {
        assertThat(storage().deviceRequests().begin(request("BBBBBBBB", "1"), 2, NOW))
                .isTrue();
        assertThat(storage().deviceRequests().begin(request("CCCCCCCC", "2"), 2, NOW))
                .isTrue();
        assertThat(storage().deviceRequests().begin(request("DDDDDDDD", "3"), 2, NOW))
                .isFalse();

        assertThat(storage().deviceRequests().begin(request("DDDDDDDD", "3"), 2, request.expiresAt()))
                .isTrue();
        assertThat(storage().deviceRequests().find(new UserCode("BBBBBBBB"))).isEmpty();
    }

    @Test
    void isSweptOnceItHasExpired() {
        storage().deviceRequests().begin(request);

        assertThat(storage().sweep(NOW, 10)).isZero();
        assertThat(storage().sweep(request.expiresAt(), 10)).isEqualTo(1);
    }
}
