package org.gsprelabel.wps.publish;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.geoserver.catalog.Catalog;
import org.geoserver.catalog.FeatureTypeInfo;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.process.ProcessException;
import org.jspecify.annotations.Nullable;

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
            if (table.exists() || featureType() != null) {
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
            clearAway();
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

    private @Nullable FeatureTypeInfo featureType() {
        PublishTarget target = request.target();
        return catalog.getFeatureTypeByName(target.workspace(), target.layer());
    }

    /**
     * The import makes the table, then the feature type, then the layer: the first two alone would be in the way of the next try.
     * There was none of them when it began.
     */
    private void clearAway() {
        String name = request.target().layerName();
        try {
            if (catalog.getLayerByName(name) != null) {
                return;
            }
            FeatureTypeInfo made = featureType();
            if (made != null) {
                catalog.remove(made);
            }
            table.remove();
        } catch (IOException | RuntimeException e) {
            // The request is told why the import failed, which is what the administrator must know first.
            LOGGER.log(System.Logger.Level.WARNING, "what the import has left of " + name + " cannot be removed", e);
        }
    }
}
