package org.clientregistrar.access;

import org.clientregistrar.secret.Secret;

/**
 * An access key that was just handed out.
 *
 * @param key the key itself, which nobody can show a second time
 * @param record what is kept of it
 */
public record IssuedAccessKey(Secret key, AccessKeyRecord record) {}
