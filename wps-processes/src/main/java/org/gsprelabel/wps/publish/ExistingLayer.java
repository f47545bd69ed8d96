package org.gsprelabel.wps.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.geoserver.catalog.Catalog;
import org.geoserver.catalog.FeatureTypeInfo;
import org.geotools.api.data.SimpleFeatureStore;
import org.geotools.api.data.Transaction;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.filter.Filter;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.data.DefaultTransaction;
import org.geotools.data.collection.ListFeatureCollection;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.gsprelabel.geotools.features.ReprojectedFeatures;
import org.gsprelabel.pipeline.RunCancelledException;
import org.jspecify.annotations.Nullable;

/** A layer that features are added to, or whose features they replace, in one transaction of its store. */
final class ExistingLayer implements Publication {

    private static final System.Logger LOGGER = System.getLogger(ExistingLayer.class.getName());

    /** Features given to the store at once. */
    private static final int BLOCK = 500;

    /** Of all requests of this server, whatever plugin context they come through. */
    private static final WriteTurns TURNS = new WriteTurns();

    private final PublishRequest request;
    private final Catalog catalog;
    private final FeatureTypeInfo layer;
    private final SimpleFeatureStore store;
    private final CoordinateReferenceSystem crs;
    private final FeatureMapping mapping;

    /**
     * @param store of the layer, with the caller's rights
     * @param schema of the features to come
     * @throws IllegalArgumentException when the layer cannot take such
     */
    ExistingLayer(
            PublishRequest request,
            Catalog catalog,
            FeatureTypeInfo layer,
            SimpleFeatureStore store,
            SimpleFeatureType schema) {
        this.request = request;
        this.catalog = catalog;
        this.layer = layer;
        this.store = store;
        String name = request.target().layerName();
        SimpleFeatureType there = store.getSchema();
        this.mapping = new FeatureMapping(IdentifiedFeatures.withId(schema), there, IdentifiedFeatures.OBJECT_ID, name);
        CoordinateReferenceSystem declared = there.getCoordinateReferenceSystem();
        if (declared == null) {
            throw new IllegalArgumentException(
                    "layer '" + name + "' does not say in which CRS it is; declare one first");
        }
        this.crs = declared;
    }

    @Override
    public PublishRequest request() {
        return request;
    }

    /**
     * Finds out whether the caller may write, by removing nothing.
     *
     * @throws IllegalArgumentException when not
     */
    void requireWritable() throws IOException {
        try (Transaction transaction = new DefaultTransaction("prelabel-check")) {
            store.setTransaction(transaction);
            store.removeFeatures(Filter.EXCLUDE);
            transaction.rollback();
        } catch (RuntimeException e) {
            // What GeoServer throws where it protects a layer is a type of a library that the plugin does not name.
            throw readOnly(request.target(), e);
        } finally {
            store.setTransaction(Transaction.AUTO_COMMIT);
        }
    }

    static IllegalArgumentException readOnly(PublishTarget target, @Nullable RuntimeException cause) {
        return new IllegalArgumentException(
                "layer '" + target.layerName() + "' cannot be written to with your rights; ask for them, or make a"
                        + " layer of your own with publishMode CREATE",
                cause);
    }

    @Override
    public Published publish(SimpleFeatureCollection features, PublishWatch watch) {
        PublishTarget target = request.target();
        return TURNS.inTurn(
                new WriteTurns.Table(target.workspace(), target.store(), layer.getNativeName()),
                "another request that publishes to " + target.layerName(),
                watch,
                () -> publishAlone(features, watch));
    }

    private Published publishAlone(SimpleFeatureCollection features, PublishWatch watch) {
        SimpleFeatureCollection fitting = ReprojectedFeatures.of(features, crs);
        List<String> notes = new ArrayList<>();
        if (fitting != features) {
            notes.add("features were brought to the CRS of the layer, "
                    + crs.getName().getCode());
        }
        ReferencedEnvelope bounds = new ReferencedEnvelope(crs);
        long count;
        try {
            count = write(new IdentifiedFeatures(fitting), bounds, watch);
        } catch (RunCancelledException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (watch.isCancelled()) {
                throw PublishWatch.cancelled();
            }
            throw new PublishException(request.target(), e);
        }
        if (count > 0 && !isBoundsSaved(bounds)) {
            notes.add("the layer's bounding boxes could not be brought up to date; compute them anew in its settings");
        }
        return new Published(request.target().layerName(), count, notes);
    }

    private long write(SimpleFeatureCollection features, ReferencedEnvelope bounds, PublishWatch watch)
            throws IOException {
        Transaction transaction = new DefaultTransaction("prelabel");
        try (SimpleFeatureIterator iterator = features.features()) {
            store.setTransaction(transaction);
            if (request.mode() == PublishMode.REPLACE) {
                store.removeFeatures(Filter.INCLUDE);
            }
            long count = 0;
            List<SimpleFeature> block = new ArrayList<>(BLOCK);
            while (iterator.hasNext()) {
                watch.requireNotCancelled(++count);
                SimpleFeature feature = mapping.map(iterator.next());
                bounds.include(feature.getBounds());
                block.add(feature);
                if (block.size() == BLOCK || !iterator.hasNext()) {
                    store.addFeatures(new ListFeatureCollection(store.getSchema(), block));
                    block.clear();
                }
            }
            transaction.commit();
            return count;
        } catch (IOException | RuntimeException | Error e) {
            rollBack(transaction, e);
            throw e;
        } finally {
            try {
                transaction.close();
            } finally {
                store.setTransaction(Transaction.AUTO_COMMIT);
            }
        }
    }

    /** Where the store cannot even do that, what went wrong first is what the administrator must know. */
    private static void rollBack(Transaction transaction, Throwable cause) {
        try {
            transaction.rollback();
        } catch (IOException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    /** Where what there is now lies: the caller may have had the right to replace a part alone. */
    private @Nullable ReferencedEnvelope remaining() throws IOException {
        ReferencedEnvelope bounds = store.getBounds();
        return bounds == null ? layer.getNativeBoundingBox() : bounds;
    }

    /**
     * GeoServer keeps the boxes of a layer as settings and never looks again: clients would zoom to where the layer was, and the
     * tile cache would know no tile beyond.
     */
    private boolean isBoundsSaved(ReferencedEnvelope added) {
        try {
            ReferencedEnvelope box = request.mode() == PublishMode.REPLACE ? remaining() : layer.getNativeBoundingBox();
            ReferencedEnvelope all = box == null || box.isEmpty() ? added : new ReferencedEnvelope(box);
            CoordinateReferenceSystem boxCrs = all.getCoordinateReferenceSystem();
            all.include(
                    boxCrs == null || CRS.equalsIgnoreMetadata(boxCrs, crs) ? added : added.transform(boxCrs, true));
            layer.setNativeBoundingBox(all);
            layer.setLatLonBoundingBox(all.transform(DefaultGeographicCRS.WGS84, true));
            catalog.save(layer);
            return true;
        } catch (IOException | TransformException | FactoryException | RuntimeException e) {
            // The features are written: that must not look like a failure.
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the bounding boxes of " + request.target().layerName() + " cannot be saved",
                    e);
            return false;
        }
    }
}
