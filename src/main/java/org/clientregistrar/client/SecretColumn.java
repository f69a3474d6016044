package org.clientregistrar.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.clientregistrar.secret.StoredSecret;

/** Column secrets of table client, for statements that leave the rest of the row as it is. */
final class SecretColumn {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<StoredSecret>> TYPE = new TypeReference<>() {};

    private SecretColumn() {}

    static List<StoredSecret> read(String json) {
        try {
            return JSON.readValue(json, TYPE);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("column secrets cannot be read", e);
        }
    }

    static String write(List<StoredSecret> secrets) {
        try {
            return JSON.writeValueAsString(secrets);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("column secrets cannot be written", e);
        }
    }
}
