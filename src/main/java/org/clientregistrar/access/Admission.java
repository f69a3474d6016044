package org.clientregistrar.access;

/** On what ground a registration was let in. */
public sealed interface Admission {

    /** Without any token: the client is known by nothing but its own word (RFC 7591 section 5). */
    record Open() implements Admission {}

    /** With an initial access token (RFC 7591 section 3). */
    record ByToken() implements Admission {}
}
