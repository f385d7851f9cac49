package dev.symbolon.server.page;

import java.util.List;

/**
 * Asks whether an application on another device may go on. Its form posts {@code device} (sealed), {@code leave_out} for every permission
 * that the person leaves out, and {@code decision}: {@code allow} or {@code deny}, to {@code /device/decision}.
 *
 * @param application as registered, in the reader's language
 * @param userCode which the person compares with what the device shows
 * @param account who is signed in, as the person knows it
 * @param groups what is asked for: first about the person, then API by API
 */
public record DeviceRequestPage(
        String application, String userCode, String account, String device, List<ConsentPage.Group> groups)
        implements Page {}
