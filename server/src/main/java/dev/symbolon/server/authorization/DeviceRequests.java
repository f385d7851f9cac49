package dev.symbolon.server.authorization;

import dev.symbolon.protocol.UserCode;
import java.time.Instant;
import java.util.Optional;

/** Keeps the devices that wait for a person's decision. Every verb is atomic and durable when it returns. */
public interface DeviceRequests {

    /** @return whether it stands now; not so if another device has the same user code, which is to be drawn anew then */
    boolean begin(DeviceRequest request);

    /**
     * The same for a client that anybody can pass for: whatever strangers do, no more than that many of its requests are kept.
     *
     * @return whether it stands now; not so if there are too many, or if another device has the same user code
     */
    boolean begin(DeviceRequest request, int most, Instant now);

    /** The device, even if its time is over: what has expired is swept later. */
    Optional<DeviceRequest> find(UserCode userCode);

    /** Remembers what the person has said. @return whether it counts: only the first decision does, and only in time */
    boolean decide(DeviceRequest request, Decision decision, Instant now);
}
