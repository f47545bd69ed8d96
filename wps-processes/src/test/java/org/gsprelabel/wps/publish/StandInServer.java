package org.gsprelabel.wps.publish;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.geoserver.catalog.Catalog;
import org.geoserver.catalog.CoverageInfo;
import org.geoserver.catalog.DataStoreInfo;
import org.geoserver.catalog.FeatureTypeInfo;
import org.geoserver.catalog.LayerInfo;
import org.geoserver.catalog.ResourceInfo;
import org.geoserver.catalog.StyleInfo;
import org.geotools.api.data.DataAccess;
import org.geotools.api.data.FeatureSource;
import org.geotools.api.data.SimpleFeatureStore;
import org.geotools.api.feature.Feature;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.feature.type.FeatureType;
import org.geotools.api.feature.type.Name;
import org.geotools.api.filter.Filter;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.util.ProgressListener;
import org.geotools.coverage.grid.GridCoverage2D;
import org.geotools.data.DataUtilities;
import org.geotools.data.memory.MemoryDataStore;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.feature.NameImpl;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.geotools.process.ProcessException;
import org.geotools.process.Processors;
import org.geotools.process.factory.AnnotationDrivenProcessFactory;
import org.geotools.process.factory.DescribeParameter;
import org.geotools.process.factory.DescribeProcess;
import org.geotools.process.factory.DescribeResult;
import org.geotools.util.SimpleInternationalString;
import org.geotools.util.factory.Hints;
import org.jspecify.annotations.Nullable;

/**
 * What the plugin sees of a GeoServer: a workspace {@code demo} with a store {@code labels} in memory, and {@code gs:Import}
 * with the parameters and the order of steps of GeoServer 3.0's.
 */
public class StandInServer implements Catalog, AutoCloseable {

    public final MemoryDataStore data = new MemoryDataStore();
    public final Map<String, Layer> layers = new HashMap<>();
    public final Set<String> styles = new HashSet<>(Set.of("polygon"));
    /** Styles that layers were imported with. */
    public final List<String> stylesUsed = new ArrayList<>();

    public boolean isAdministrator = true;
    public boolean mayWrite = true;
    /** What a caller with rights to a part may remove of a layer; null for all of it. */
    public @Nullable Filter removable;
    /** The import fails at this feature; 0 for never. */
    public int failsAt;
    /** The catalog takes feature types and refuses their layers. */
    public boolean refusesLayers;
    /** How stores of layers that are there go wrong; null where they do not. */
    public @Nullable FailingStore failing;

    /** Feature types that no layer shows. */
    private final Set<String> withoutLayer = new HashSet<>();

    private final Factory factory = new Factory();

    public StandInServer() {
        Processors.addProcessFactory(factory);
    }

    @Override
    public void close() {
        Processors.removeProcessFactory(factory);
    }

    /** Features of a layer, in their order. */
    public List<SimpleFeature> features(String layer) throws IOException {
        List<SimpleFeature> list = new ArrayList<>();
        try (SimpleFeatureIterator iterator =
                data.getFeatureSource(layer).getFeatures().features()) {
            while (iterator.hasNext()) {
                list.add(iterator.next());
            }
        }
        return list;
    }

    /** Makes a layer of a type, without features. */
    public void addLayer(SimpleFeatureType type) throws IOException {
        data.createSchema(type);
        layers.put("demo:" + type.getTypeName(), new Layer(type.getTypeName()));
    }

    @Override
    public @Nullable CoverageInfo getCoverageByName(String name) {
        return null;
    }

    @Override
    public @Nullable DataStoreInfo getDataStoreByName(String workspaceName, String name) {
        return workspaceName.equals("demo") && name.equals("labels") ? new Store() : null;
    }

    @Override
    public @Nullable FeatureTypeInfo getFeatureTypeByName(String ns, String name) {
        return layers.get(ns + ":" + name);
    }

    @Override
    public @Nullable LayerInfo getLayerByName(String name) {
        return withoutLayer.contains(name) ? null : layers.get(name);
    }

    @Override
    public @Nullable StyleInfo getStyleByName(String name) {
        return styles.contains(name) ? new StyleInfo() {} : null;
    }

    @Override
    public void save(ResourceInfo resource) {
        ((Layer) resource).isSaved = true;
    }

    @Override
    public void remove(ResourceInfo resource) {
        String name = "demo:" + resource.getNativeName();
        if (!withoutLayer.remove(name)) {
            throw new IllegalArgumentException("Unable to delete resource referenced by layer");
        }
        layers.remove(name);
    }

    private final class Store implements DataStoreInfo {
        @Override
        public String getName() {
            return "labels";
        }

        @Override
        public DataAccess<? extends FeatureType, ? extends Feature> getDataStore(@Nullable ProgressListener listener) {
            return data;
        }
    }

    /** Settings of a layer. */
    public final class Layer implements FeatureTypeInfo, LayerInfo {

        private final String name;
        public boolean isSaved;
        public @Nullable ReferencedEnvelope box;
        public @Nullable ReferencedEnvelope degrees;

        Layer(String name) {
            this.name = name;
        }

        @Override
        public String getNativeName() {
            return name;
        }

        @Override
        public DataStoreInfo getStore() {
            return new Store();
        }

        @Override
        public FeatureSource<? extends FeatureType, ? extends Feature> getFeatureSource(
                @Nullable ProgressListener listener, @Nullable Hints hints) throws IOException {
            SimpleFeatureStore store = (SimpleFeatureStore) data.getFeatureSource(name);
            if (!mayWrite) {
                return DataUtilities.source(store.getFeatures());
            }
            SimpleFeatureStore allowed = removable == null ? store : removingOnly(store, removable);
            return failing == null ? allowed : failing.of(allowed);
        }

        private static SimpleFeatureStore removingOnly(SimpleFeatureStore store, Filter removable) {
            return (SimpleFeatureStore) Proxy.newProxyInstance(
                    StandInServer.class.getClassLoader(),
                    new Class<?>[] {SimpleFeatureStore.class},
                    (proxy, method, arguments) -> {
                        boolean removes =
                                method.getName().equals("removeFeatures") && arguments[0].equals(Filter.INCLUDE);
                        return method.invoke(store, removes ? new Object[] {removable} : arguments);
                    });
        }

        @Override
        public @Nullable ReferencedEnvelope getNativeBoundingBox() {
            return box;
        }

        @Override
        public void setNativeBoundingBox(ReferencedEnvelope box) {
            this.box = box;
        }

        @Override
        public @Nullable ReferencedEnvelope getLatLonBoundingBox() {
            return degrees;
        }

        @Override
        public void setLatLonBoundingBox(ReferencedEnvelope box) {
            this.degrees = box;
        }
    }

    private final class Factory extends AnnotationDrivenProcessFactory {

        Factory() {
            super(new SimpleInternationalString("stand-in"), "gs");
        }

        @Override
        public Set<Name> getNames() {
            return Set.of(new NameImpl("gs", "Import"));
        }

        @Override
        protected DescribeProcess getProcessDescription(Name name) {
            return Import.class.getAnnotation(DescribeProcess.class);
        }

        @Override
        protected Method method(String name) {
            return Arrays.stream(Import.class.getMethods())
                    .filter(method -> method.getName().equals("execute"))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        protected Object createProcessBean(Name name) {
            return new Import();
        }
    }

    /** The steps of the real one, in their order. */
    @DescribeProcess(title = "Import to Catalog", description = "stand-in")
    public final class Import {

        @DescribeResult(name = "layerName", description = "name of the layer")
        public @Nullable String execute(
                @DescribeParameter(name = "features", min = 0) @Nullable SimpleFeatureCollection features,
                @DescribeParameter(name = "coverage", min = 0) @Nullable GridCoverage2D coverage,
                @DescribeParameter(name = "workspace", min = 0) @Nullable String workspace,
                @DescribeParameter(name = "store", min = 0) @Nullable String store,
                @DescribeParameter(name = "name", min = 0) @Nullable String name,
                @DescribeParameter(name = "srs", min = 0) @Nullable CoordinateReferenceSystem srs,
                @DescribeParameter(name = "srsHandling", min = 0) @Nullable String srsHandling,
                @DescribeParameter(name = "styleName", min = 0) @Nullable String styleName,
                ProgressListener listener)
                throws IOException {
            if (!"demo".equals(workspace)) {
                throw new ProcessException("Could not find workspace " + workspace);
            }
            if (!isAdministrator) {
                throw new ProcessException("Operation unallowed with the current privileges");
            }
            if (styleName != null && !styles.contains(styleName)) {
                throw new ProcessException("Could not find style " + styleName);
            }
            if (features == null) {
                return null;
            }
            if (!"labels".equals(store) || name == null) {
                throw new ProcessException("Could not find a default store in workspace " + workspace);
            }
            if (getLayerByName(workspace + ":" + name) != null) {
                throw new ProcessException("Target layer " + name + " already exists");
            }
            SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
            builder.init(features.getSchema());
            builder.setName(name);
            data.createSchema(builder.buildFeatureType());
            copy(features, name, listener);
            layers.put(workspace + ":" + name, new Layer(name));
            if (refusesLayers) {
                withoutLayer.add(workspace + ":" + name);
                throw new ProcessException("Failed to complete the import inside the GeoServer catalog");
            }
            stylesUsed.add(styleName == null ? "" : styleName);
            return workspace + ":" + name;
        }

        private void copy(SimpleFeatureCollection features, String name, ProgressListener listener) throws IOException {
            SimpleFeatureStore target = (SimpleFeatureStore) data.getFeatureSource(name);
            // Without a transaction, as ids that the store in memory gives in one are the same in the next.
            try (SimpleFeatureIterator iterator = features.features()) {
                for (int count = 1; iterator.hasNext(); count++) {
                    if (count == failsAt) {
                        throw new IOException("disk full at /srv/secret/labels.gpkg");
                    }
                    SimpleFeatureBuilder copy = new SimpleFeatureBuilder(target.getSchema());
                    copy.addAll(iterator.next().getAttributes());
                    target.addFeatures(DataUtilities.collection(copy.buildFeature(null)));
                    if (listener.isCanceled()) {
                        throw new ProcessException(listener.getTask().toString());
                    }
                }
            }
        }
    }
}
