package dev.symbolon.protocol;

/** What a device polls with (RFC 8628 §3.2): at most 8,192 printable ASCII characters. It does not print. */
public record DeviceCode(String value) {

    /** @throws OAuthException {@code invalid_request} if it is empty, too long or not printable ASCII */
    public static DeviceCode parse(String text) {
        return new DeviceCode(Syntax.vschars("device_code", text, 8_192));
    }

    @Override
    public String toString() {
        return "DeviceCode[…]";
    }
}
