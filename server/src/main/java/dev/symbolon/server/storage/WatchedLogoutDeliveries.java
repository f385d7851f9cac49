package dev.symbolon.server.storage;

import dev.symbolon.server.audit.Activities;
import dev.symbolon.server.session.LogoutDeliveries;
import dev.symbolon.server.session.LogoutDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

record WatchedLogoutDeliveries(LogoutDeliveries deliveries, Activities verbs) implements LogoutDeliveries {

    @Override
    public List<LogoutDelivery> take(Instant now, Duration attempt, int most) {
        return verbs.run("logout_deliveries.take", () -> deliveries.take(now, attempt, most));
    }

    @Override
    public void remove(LogoutDelivery delivery) {
        verbs.run("logout_deliveries.remove", () -> deliveries.remove(delivery));
    }

    @Override
    public void defer(LogoutDelivery delivery, Instant dueAt) {
        verbs.run("logout_deliveries.defer", () -> deliveries.defer(delivery, dueAt));
    }
}
