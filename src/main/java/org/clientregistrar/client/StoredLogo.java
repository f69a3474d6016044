package org.clientregistrar.client;

import java.time.Instant;
import org.clientregistrar.picture.Picture;

/**
 * A picture that is kept for a client.
 *
 * @param picture the picture
 * @param storedAt since when
 */
public record StoredLogo(Picture picture, Instant storedAt) {}
