package org.gsprelabel.wps.publish;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.geoserver.catalog.Catalog;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.process.ProcessException;

/** A layer that is to be made by {@code gs:Import}. */
final class NewLayer implements Publication {

    private static final System.Logger LOGGER = System.getLogger(NewLayer.class.getName());

    /**
     * Layers that are being made: what one request makes, another that fails must not clear away. In lower case, since stores may
     * take names that differ in nothing else for the same.
     */
    private static final Set<String> BEING_MADE = ConcurrentHashMap.newKeySet();

    private final PublishRequest request;
    private final Catalog catalog;
    private final NewTable table;
    private final String style;

    /** @param style empty for GeoServer's own choice */
    NewLayer(PublishRequest request, Catalog catalog, NewTable table, String style) {
        this.request = request;
        this.catalog = catalog;
        this.table = table;
        this.style = style;
    }

    @Override
    public PublishRequest request() {
        return request;
    }

    @Override
    public Published publish(SimpleFeatureCollection features, PublishWatch watch) {
        String name = request.target().layerName().toLowerCase(Locale.ROOT);
        if (!BEING_MADE.add(name)) {
            throw madeByAnother();
        }
        try {
            if (table.exists()) {
                throw madeByAnother();
            }
            return create(features, watch);
        } catch (IOException e) {
            throw new PublishException(request.target(), e);
        } finally {
            BEING_MADE.remove(name);
        }
    }

    private PublishException madeByAnother() {
        return new PublishException(
                request.target(), new IllegalStateException("another request has made that layer meanwhile"));
    }

    private Published create(SimpleFeatureCollection features, PublishWatch watch) {
        AtomicLong count = new AtomicLong();
        SimpleFeatureCollection watched = new WatchedFeatures(new IdentifiedFeatures(features), number -> {
            watch.requireNotCancelled(number);
            count.set(number);
        });
        try {
            String layer = ImportProcess.run(request.target(), watched, style, watch);
            return new Published(layer, count.get(), notes());
        } catch (ProcessException e) {
            removeTable();
            if (watch.isCancelled()) {
                throw PublishWatch.cancelled();
            }
            throw new PublishException(request.target(), e);
        }
    }

    private List<String> notes() {
        return style.isEmpty()
                ? List.of("there is no style '" + CatalogPublisher.DEFAULT_STYLE
                        + "' on this server, so the layer has the server's own for polygons")
                : List.of();
    }

    /** The import makes the table apart from the features; left behind, it would be in the way of the next try. */
    private void removeTable() {
        PublishTarget target = request.target();
        try {
            if (catalog.getFeatureTypeByName(target.workspace(), target.layer()) == null) {
                table.remove();
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING, "the empty table of " + target.layerName() + " cannot be removed", e);
        }
    }
}
