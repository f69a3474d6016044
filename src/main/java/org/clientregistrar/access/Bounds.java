package org.clientregistrar.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What may be registered with an initial access token. Each list is null where there is no bound.
 *
 * @param grantTypes the grant types that a client may have
 * @param authMethods the values of token_endpoint_auth_method
 * @param scopes the scope values
 * @param redirectHosts the hosts of redirect URIs; *.example.org stands for all hosts below
 *     example.org
 * @param softwareIds the values of software_id, which must then be there
 * @param forced members that the client gets whatever it asks for; null for none
 * @param defaults members that the client gets if it does not ask for them; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Bounds(
        @JsonProperty("grant_types") List<String> grantTypes,
        @JsonProperty("token_endpoint_auth_methods") List<String> authMethods,
        @JsonProperty("scopes") List<String> scopes,
        @JsonProperty("redirect_hosts") List<String> redirectHosts,
        @JsonProperty("software_ids") List<String> softwareIds,
        @JsonProperty("forced_members") ObjectNode forced,
        @JsonProperty("default_members") ObjectNode defaults) {

    private static final JsonMapper JSON = new JsonMapper();

    /** All that the deployment offers may be registered. */
    public static final Bounds NONE = new Bounds(null, null, null, null, null, null, null);

    /** The JSON form: a copy. */
    public ObjectNode members() {
        return JSON.valueToTree(this);
    }
}
