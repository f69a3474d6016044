package org.clientregistrar.json;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/**
 * Keeps replies out of caches, unless an endpoint says otherwise: nearly all have credentials, or
 * what is for their caller alone (RFC 7591 section 3.2.1).
 */
@Provider
public class NoStore implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext reply) {
        if (!reply.getHeaders().containsKey(HttpHeaders.CACHE_CONTROL)) {
            reply.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
            reply.getHeaders().putSingle("Pragma", "no-cache");
        }
    }
}
