package dev.symbolon.server.authorization;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.DeviceCode;
import dev.symbolon.protocol.UserCode;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.key.Seal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Makes and opens device codes (RFC 8628 §3.2): sealed values that name the row by which a person decides. */
public final class DeviceCodes {

    /** Long enough to fetch a phone, and too short to guess at a user code. */
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    private final Seal seal;

    public DeviceCodes(Seal seal) {
        this.seal = seal;
    }

    /** What a device code says. */
    public record Opened(UserCode userCode, AuthorizationId authorization, ClientId client, Instant expiresAt) {}

    public DeviceCode issue(DeviceRequest request) {
        JsonObject json = JsonObject.empty()
                .with("user_code", request.userCode().value())
                .with("id", request.authorization())
                .with("client_id", request.client())
                .with("exp", request.expiresAt().toEpochMilli());
        return new DeviceCode(seal.seal(Seal.Purpose.DEVICE_CODE, json.toString()));
    }

    /** What the code says, if it is one of ours; it may have expired. */
    public Optional<Opened> open(DeviceCode code) {
        return seal.open(Seal.Purpose.DEVICE_CODE, code.value(), DeviceCodes::read);
    }

    private static Opened read(String text) {
        JsonObject json = JsonObject.parse(text);
        return new Opened(
                new UserCode(json.requiredString("user_code")),
                new AuthorizationId(json.requiredString("id")),
                new ClientId(json.requiredString("client_id")),
                Instant.ofEpochMilli(json.number("exp").orElseThrow()));
    }
}
