package dev.symbolon.server.storage;

import dev.symbolon.protocol.Subject;
import dev.symbolon.server.audit.Activities;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.authorization.BackchannelRequest;
import dev.symbolon.server.authorization.BackchannelRequests;
import dev.symbolon.server.authorization.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

record WatchedBackchannelRequests(BackchannelRequests requests, Activities verbs) implements BackchannelRequests {

    @Override
    public boolean begin(BackchannelRequest request, Room room, Instant now) {
        return verbs.run("backchannel_requests.begin", () -> requests.begin(request, room, now));
    }

    @Override
    public Optional<BackchannelRequest> find(AuthorizationId authorization) {
        return verbs.run("backchannel_requests.find", () -> requests.find(authorization));
    }

    @Override
    public List<BackchannelRequest> waiting(Subject subject, int most, Instant now) {
        return verbs.run("backchannel_requests.waiting", () -> requests.waiting(subject, most, now));
    }

    @Override
    public boolean decide(BackchannelRequest request, Decision decision, Instant now) {
        return verbs.run("backchannel_requests.decide", () -> requests.decide(request, decision, now));
    }
}
