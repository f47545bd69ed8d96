package org.gsprelabel.wps.publish;

import java.io.IOException;
import java.util.Optional;
import org.geoserver.catalog.Catalog;
import org.geoserver.catalog.DataStoreInfo;
import org.geoserver.catalog.FeatureTypeInfo;
import org.geotools.api.data.FeatureSource;
import org.geotools.api.data.SimpleFeatureStore;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.referencing.CRS;

/**
 * Publishes to layers of GeoServer. New layers go through GeoServer's {@code gs:Import}, which wants the administrator of the
 * workspace. Layers that are there are written to through GeoServer's secured catalog, which wants the right to write.
 */
public final class CatalogPublisher implements Publisher {

    /** Style of new layers where it exists and none is asked for. */
    public static final String DEFAULT_STYLE = "prelabel-class";

    private final Catalog catalog;

    public CatalogPublisher(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Publication prepare(PublishRequest request, SimpleFeatureType schema) {
        try {
            return request.mode() == PublishMode.CREATE ? newLayer(request, schema) : existingLayer(request, schema);
        } catch (IOException e) {
            throw new PublishException(request.target(), e);
        }
    }

    private NewLayer newLayer(PublishRequest request, SimpleFeatureType schema) throws IOException {
        PublishTarget target = request.target();
        ImportProcess.requireAccess(target.workspace());
        DataStoreInfo store = catalog.getDataStoreByName(target.workspace(), target.store());
        if (store == null) {
            throw new IllegalArgumentException("publishTo must name a store of features in workspace '"
                    + target.workspace() + "', got '" + target.store() + "'");
        }
        if (catalog.getLayerByName(target.layerName()) != null
                || catalog.getFeatureTypeByName(target.workspace(), target.layer()) != null) {
            throw new IllegalArgumentException("there is a layer '" + target.layerName()
                    + "' already; choose another name, or publishMode APPEND or REPLACE");
        }
        NewTable table = new NewTable(store, target);
        if (table.exists()) {
            throw new IllegalArgumentException("store '" + target.store() + "' has features called '" + target.layer()
                    + "' already, which no layer '" + target.layerName() + "' shows; choose another name");
        }
        requireCode(schema.getCoordinateReferenceSystem());
        return new NewLayer(request, catalog, table, style(request));
    }

    /** What {@code gs:Import} would find out only after the run. */
    private static void requireCode(CoordinateReferenceSystem crs) {
        try {
            if (CRS.lookupIdentifier(crs, true) == null) {
                throw new IllegalArgumentException("publishTo needs a CRS with an EPSG code, and '"
                        + crs.getName().getCode() + "' has none; give targetCRS");
            }
        } catch (FactoryException e) {
            throw new IllegalStateException("the code of CRS '" + crs.getName().getCode() + "' cannot be looked up", e);
        }
    }

    /** Empty for GeoServer's own choice. */
    private String style(PublishRequest request) {
        Optional<String> asked = request.style();
        if (asked.isPresent() && catalog.getStyleByName(asked.get()) == null) {
            throw new IllegalArgumentException("style must be one of the server's, got '" + asked.get() + "'");
        }
        return asked.orElse(catalog.getStyleByName(DEFAULT_STYLE) == null ? "" : DEFAULT_STYLE);
    }

    private ExistingLayer existingLayer(PublishRequest request, SimpleFeatureType schema) throws IOException {
        PublishTarget target = request.target();
        FeatureTypeInfo layer = catalog.getFeatureTypeByName(target.workspace(), target.layer());
        if (layer == null) {
            throw new IllegalArgumentException("publishMode " + request.mode()
                    + " wants a layer of features that is there, and there is no '" + target.layerName()
                    + "'; CREATE makes one");
        }
        FeatureSource<?, ?> source = layer.getFeatureSource(null, null);
        if (!(source instanceof SimpleFeatureStore store)) {
            throw ExistingLayer.readOnly(target, null);
        }
        ExistingLayer publication = new ExistingLayer(request, catalog, layer, store, schema);
        publication.requireWritable();
        if (!layer.getStore().getName().equals(target.store())) {
            throw new IllegalArgumentException("layer '" + target.layerName() + "' is not in store '" + target.store()
                    + "'; name the store that it is in");
        }
        return publication;
    }
}
