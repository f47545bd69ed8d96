package org.gsprelabel.wps.rest;

import java.util.List;
import java.util.Optional;
import org.gsprelabel.cache.Remembered;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes how full caches are as JSON, by what they hold. */
final class CacheJson {

    private CacheJson() {}

    static JsonNode of(List<Remembered> caches) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (Remembered cache : caches) {
            Remembered.Usage usage = cache.usage();
            ObjectNode kind = node.putObject(usage.what());
            put(Optional.of(usage.memory()), "memory", kind);
            put(usage.disk(), "disk", kind);
            kind.put("lastDiskFailure", usage.lastDiskFailure().orElse(null));
        }
        return node;
    }

    private static void put(Optional<Remembered.Amount> amount, String name, ObjectNode kind) {
        if (amount.isEmpty()) {
            kind.putNull(name);
            return;
        }
        ObjectNode node = kind.putObject(name);
        node.put("values", amount.get().values());
        node.put("bytes", amount.get().bytes());
        node.put("mostBytes", amount.get().mostBytes());
    }
}
