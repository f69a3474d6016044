package org.clientregistrar;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** Keeps callers from making metrics: HTTP methods of their invention count as one. */
@Singleton
class MetricNames implements MeterFilter {

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    @Override
    public Meter.Id map(Meter.Id id) {
        var method = id.getTag("method");
        if (method == null || METHODS.contains(method)) {
            return id;
        }
        return id.replaceTags(replaced(id.getTags()));
    }

    private static List<Tag> replaced(List<Tag> tags) {
        return tags.stream()
                .map(tag -> tag.getKey().equals("method") ? Tag.of("method", "OTHER") : tag)
                .toList();
    }
}
