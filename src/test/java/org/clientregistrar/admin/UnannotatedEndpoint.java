package org.clientregistrar.admin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** An endpoint of the tests whose author forgot to say who may call it. */
@Path("/test/unannotated")
public class UnannotatedEndpoint {

    @GET
    public String get() {
        return "open to all";
    }
}
