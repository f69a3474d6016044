package org.clientregistrar;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;
import java.util.Set;

/** Keeps callers from making metrics: methods and paths of their invention count as one each. */
@Singleton
class MetricNames implements MeterFilter {

    private static final String OTHER = "OTHER";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Set<String> PATHS =
            Set.of(
                    "/register",
                    "/register/{client_id}",
                    "/register/{client_id}/secret",
                    "/admin/initial-access-tokens",
                    "/admin/initial-access-tokens/{token_id}",
                    "/admin/whoami",
                    "/admin/access-keys",
                    "/admin/access-keys/{key_id}",
                    "/admin/audit-events",
                    "/admin/audit-events/verification",
                    "/logos/{client_id}/{name}",
                    "/admin/clients/{client_id}/history",
                    "/admin/clients/{client_id}/logo",
                    "/admin/clients",
                    "/admin/export",
                    "/admin/import",
                    "/admin/clients/{client_id}",
                    "/admin/clients/{client_id}/registration-access-token",
                    "/admin/clients/{client_id}/restore",
                    "/admin/clients/{client_id}/secrets",
                    "/admin/clients/{client_id}/secrets/{secret_id}",
                    "/clients/changes",
                    "/clients/{client_id}",
                    "/clients/{client_id}/verify",
                    "/q/health",
                    "/q/health/live",
                    "/q/health/ready",
                    "/q/health/started",
                    "/q/metrics",
                    "/q/openapi",
                    "NOT_FOUND",
                    "REDIRECTION");

    @Override
    public Meter.Id map(Meter.Id id) {
        return id.getName().startsWith("http.server.")
                ? id.replaceTags(id.getTags().stream().map(MetricNames::known).toList())
                : id;
    }

    private static Tag known(Tag tag) {
        var isKnown =
                switch (tag.getKey()) {
                    case "method" -> METHODS.contains(tag.getValue());
                    case "uri" -> PATHS.contains(tag.getValue());
                    default -> true;
                };
        return isKnown ? tag : Tag.of(tag.getKey(), OTHER);
    }
}
