package org.clientregistrar.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.List;
import org.clientregistrar.secret.StoredSecret;

/** Column secrets of table client, for statements that leave the rest of the row as it is. */
final class SecretColumn {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<StoredSecret>> TYPE = new TypeReference<>() {};

    /**
     * The first part of an UPDATE: the column, and the one that follows from it. Its parameters are
     * {@link #write} and {@link #slowSince} of the same secrets. None is added, and none ends
     * otherwise, so that next_secret_end stays.
     */
    static final String UPDATE =
            "update client set secrets = cast(? as jsonb),"
                    + " slow_secret_since = cast(? as timestamptz)";

    private SecretColumn() {}

    /** Since when one of them has a slow hash; null where none has. */
    static String slowSince(List<StoredSecret> secrets) {
        return Client.slowSince(secrets).map(Instant::toString).orElse(null);
    }

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
