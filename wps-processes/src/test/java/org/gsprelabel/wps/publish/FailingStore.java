package org.gsprelabel.wps.publish;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.geotools.api.data.SimpleFeatureStore;
import org.geotools.api.data.Transaction;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.data.collection.ListFeatureCollection;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.jspecify.annotations.Nullable;

/**
 * A store of features that goes wrong while it is written to.
 *
 * @param feature that cannot be written, from 1; those before it are in the transaction by then
 * @param way in which it fails
 */
public record FailingStore(int feature, Way way) {

    /** Ways to fail. */
    public enum Way {
        ANNOUNCED,
        /** By an exception that no signature names. */
        UNANNOUNCED,
        /** The store cannot even be brought back to what it was. */
        WITHOUT_RETURN
    }

    /** A store that is written to, and fails so. */
    SimpleFeatureStore of(SimpleFeatureStore store) {
        AtomicInteger written = new AtomicInteger();
        return (SimpleFeatureStore) Proxy.newProxyInstance(
                FailingStore.class.getClassLoader(),
                new Class<?>[] {SimpleFeatureStore.class},
                (proxy, method, args) -> {
                    if (method.getName().equals("addFeatures")) {
                        write(store, (SimpleFeatureCollection) args[0], written);
                    } else if (method.getName().equals("setTransaction")
                            && args[0] != Transaction.AUTO_COMMIT
                            && way == Way.WITHOUT_RETURN) {
                        ((Transaction) args[0]).putState(this, new NoReturn(written));
                    }
                    try {
                        return method.invoke(store, args);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    private void write(SimpleFeatureStore store, SimpleFeatureCollection features, AtomicInteger written)
            throws IOException {
        int before = written.getAndAdd(features.size());
        if (before + features.size() >= feature) {
            store.addFeatures(first(features, feature - 1 - before));
            String reason = "disk full at /srv/secret/labels.gpkg";
            if (way == Way.UNANNOUNCED) {
                throw new IllegalStateException(reason);
            }
            throw new IOException(reason);
        }
    }

    private static SimpleFeatureCollection first(SimpleFeatureCollection features, int count) {
        List<SimpleFeature> list = new ArrayList<>();
        try (SimpleFeatureIterator iterator = features.features()) {
            while (list.size() < count) {
                list.add(iterator.next());
            }
        }
        return new ListFeatureCollection(features.getSchema(), list);
    }

    /** What a transaction asks besides the store. */
    private record NoReturn(AtomicInteger written) implements Transaction.State {

        @Override
        public void setTransaction(@Nullable Transaction transaction) {}

        @Override
        public void addAuthorization(String authorization) {}

        @Override
        public void commit() {}

        @Override
        public void rollback() throws IOException {
            if (written.get() > 0) {
                throw new IOException("the store is gone");
            }
        }
    }
}
