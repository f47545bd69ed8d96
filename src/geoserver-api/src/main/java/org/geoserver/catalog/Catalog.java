package org.geoserver.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Signature of GeoServer's catalog; only what is called. Never packaged: GeoServer brings the real one, in which all methods are
 * abstract. Bodies here spare stand-ins what they are not asked for.
 */
public interface Catalog {

    /** The coverage of a name, {@code workspace:name} or the bare name; null when there is none or it is not visible. */
    @Nullable
    CoverageInfo getCoverageByName(String name);

    /** The data store of a name; null when there is none or it is not visible. */
    default @Nullable DataStoreInfo getDataStoreByName(String workspaceName, String name) {
        throw new UnsupportedOperationException("getDataStoreByName");
    }

    /**
     * The feature type of a name; null when there is none or it is not visible.
     *
     * @param ns prefix of its namespace, which is the name of its workspace, or the URI
     */
    default @Nullable FeatureTypeInfo getFeatureTypeByName(String ns, String name) {
        throw new UnsupportedOperationException("getFeatureTypeByName");
    }

    /** The layer of a name, {@code workspace:name}; null when there is none or it is not visible. */
    default @Nullable LayerInfo getLayerByName(String name) {
        throw new UnsupportedOperationException("getLayerByName");
    }

    /** The style of a name; null when there is none. */
    default @Nullable StyleInfo getStyleByName(String name) {
        throw new UnsupportedOperationException("getStyleByName");
    }

    /** Adds a style. */
    default void add(StyleInfo style) {
        throw new UnsupportedOperationException("add");
    }

    default CatalogFactory getFactory() {
        throw new UnsupportedOperationException("getFactory");
    }

    default ResourcePool getResourcePool() {
        throw new UnsupportedOperationException("getResourcePool");
    }

    /** Stores changed settings of a layer's data. */
    default void save(ResourceInfo resource) {
        throw new UnsupportedOperationException("save");
    }

    /** Removes the settings of a layer's data, which no layer may show any more. */
    default void remove(ResourceInfo resource) {
        throw new UnsupportedOperationException("remove");
    }
}
