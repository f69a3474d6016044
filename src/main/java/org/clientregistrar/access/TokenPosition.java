package org.clientregistrar.access;

import java.time.Instant;

/**
 * A place in the list of all initial access tokens, from the newest to the oldest.
 *
 * @param createdAt when the token there was handed out
 * @param tokenId its id
 */
public record TokenPosition(Instant createdAt, String tokenId) {}
