package org.gsprelabel.wps;

import java.util.ArrayList;
import java.util.List;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.data.collection.ListFeatureCollection;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.geometry.jts.JTS;
import org.geotools.referencing.CRS;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/** Prompts as a client sends them: features drawn in the CRS of the scene, delivered in any. */
final class Prompts {

    private final CoordinateReferenceSystem drawn;
    private final CoordinateReferenceSystem delivered;
    private final SimpleFeatureType type;
    private final List<SimpleFeature> features = new ArrayList<>();

    Prompts(String drawn, String delivered) {
        this.drawn = crs(drawn);
        this.delivered = crs(delivered);
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.setName("prompts");
        builder.setCRS(this.delivered);
        builder.add("geometry", Geometry.class);
        builder.add("id", String.class);
        builder.add("class_name", String.class);
        builder.add("label", String.class);
        builder.add("foreground", Boolean.class);
        this.type = builder.buildFeatureType();
    }

    Prompts add(Geometry shape, @Nullable String id, @Nullable String className, @Nullable String label) {
        return add(shape, id, className, label, null);
    }

    Prompts add(
            Geometry shape,
            @Nullable String id,
            @Nullable String className,
            @Nullable String label,
            @Nullable Boolean foreground) {
        SimpleFeatureBuilder builder = new SimpleFeatureBuilder(type);
        try {
            builder.add(JTS.transform(shape, CRS.findMathTransform(drawn, delivered, true)));
        } catch (FactoryException | TransformException e) {
            throw new IllegalStateException(e);
        }
        builder.add(id);
        builder.add(className);
        builder.add(label);
        builder.add(foreground);
        features.add(builder.buildFeature("prompt." + features.size()));
        return this;
    }

    SimpleFeatureCollection collection() {
        return new ListFeatureCollection(type, features);
    }

    private static CoordinateReferenceSystem crs(String code) {
        try {
            return CRS.decode(code, true);
        } catch (FactoryException e) {
            throw new IllegalStateException(e);
        }
    }
}
