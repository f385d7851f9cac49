package dev.symbolon.server.storage;

import dev.symbolon.protocol.UserCode;
import dev.symbolon.server.audit.Activities;
import dev.symbolon.server.authorization.Decision;
import dev.symbolon.server.authorization.DeviceRequest;
import dev.symbolon.server.authorization.DeviceRequests;
import java.time.Instant;
import java.util.Optional;

record WatchedDeviceRequests(DeviceRequests requests, Activities verbs) implements DeviceRequests {

    @Override
    public boolean begin(DeviceRequest request) {
        return verbs.run("device_requests.begin", () -> requests.begin(request));
    }

    @Override
    public boolean begin(DeviceRequest request, int most, Instant now) {
        return verbs.run("device_requests.begin", () -> requests.begin(request, most, now));
    }

    @Override
    public Optional<DeviceRequest> find(UserCode userCode) {
        return verbs.run("device_requests.find", () -> requests.find(userCode));
    }

    @Override
    public boolean decide(DeviceRequest request, Decision decision, Instant now) {
        return verbs.run("device_requests.decide", () -> requests.decide(request, decision, now));
    }
}
