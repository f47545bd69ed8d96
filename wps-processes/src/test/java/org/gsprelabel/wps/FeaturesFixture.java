package org.gsprelabel.wps;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.data.collection.ListFeatureCollection;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.referencing.CRS;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Processes that take features, and collections for them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FeaturesFixture {

    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    Plugin plugin;

    @BeforeAll
    void open(@TempDir Path given) {
        folder = given;
        plugin = new Plugin(given);
    }

    @AfterAll
    void close() {
        plugin.close();
    }

    static CoordinateReferenceSystem crs(String code) {
        try {
            return CRS.decode(code, true);
        } catch (FactoryException e) {
            throw new IllegalStateException(e);
        }
    }

    static SimpleFeatureCollection features(SimpleFeatureType type, SimpleFeature... features) {
        return new ListFeatureCollection(type, new ArrayList<>(Arrays.asList(features)));
    }
}
