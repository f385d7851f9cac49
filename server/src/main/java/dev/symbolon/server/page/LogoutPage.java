package dev.symbolon.server.page;

import java.util.Optional;

/**
 * Asks whether to sign out. Its form posts {@code logout} (sealed) and {@code decision}: {@code sign_out} or {@code stay}, to
 * {@code /oidc/logout/confirm}.
 *
 * @param application who asked, if it is known; its origin may be gone to afterwards
 */
public record LogoutPage(Optional<Application> application, String account, String logout) implements Page {}
