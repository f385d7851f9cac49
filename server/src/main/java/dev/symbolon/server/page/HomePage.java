package dev.symbolon.server.page;

import java.util.Optional;

/**
 * What the bare address of the provider shows: that it is one, where its discovery document is, and who is signed in.
 *
 * @param account who is signed in, as the person knows it
 * @param requests whether applications may wait for a person's decision
 */
public record HomePage(String issuer, Optional<String> account, boolean requests) implements Page {}
