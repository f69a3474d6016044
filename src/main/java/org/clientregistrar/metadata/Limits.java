package org.clientregistrar.metadata;

/**
 * How large the values of a registration may be (CHOICE-36).
 *
 * @param items members of one array, or keys of one JWK Set
 * @param uriLength code points of one URI
 * @param stringLength code points of any other string
 */
public record Limits(int items, int uriLength, int stringLength) {}
