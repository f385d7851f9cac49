package dev.symbolon.server.page;

/**
 * Asks whether to go on with the account that is signed in, or with another. Its form posts {@code interaction} and
 * {@code account}: {@code continue} or {@code other}, to {@code /account/select}.
 */
public record SelectAccountPage(Application application, String interaction, String account) implements Page {}
