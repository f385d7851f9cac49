package dev.symbolon.server.storage;

import dev.symbolon.server.audit.Activities;
import dev.symbolon.server.authorization.Notification;
import dev.symbolon.server.authorization.Notifications;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

record WatchedNotifications(Notifications notifications, Activities verbs) implements Notifications {

    @Override
    public List<Notification> take(Instant now, Duration attempt, int most) {
        return verbs.run("notifications.take", () -> notifications.take(now, attempt, most));
    }

    @Override
    public void remove(Notification notification) {
        verbs.run("notifications.remove", () -> notifications.remove(notification));
    }

    @Override
    public void defer(Notification notification, Instant dueAt) {
        verbs.run("notifications.defer", () -> notifications.defer(notification, dueAt));
    }
}
