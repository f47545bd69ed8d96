package org.gsprelabel.wps;

import java.util.Optional;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.feature.type.AttributeDescriptor;
import org.geotools.api.feature.type.GeometryDescriptor;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.gsprelabel.filter.GroundMeasure;
import org.gsprelabel.geotools.features.PolygonRepair;
import org.gsprelabel.geotools.features.PredictionSchema;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/**
 * Features cut to a region: what lies in it whole stays as it is, of the others the geometry is cut and {@code area_m2}
 * measured anew, where they have it. What is cut may fall into parts, so a schema of polygons becomes one of multipolygons.
 */
final class ClippedForm {

    private final SimpleFeatureType given;
    private final SimpleFeatureType type;
    private final RegionFilter region;
    private final Optional<GroundMeasure> ground;

    /** @param ground for {@code area_m2}; empty where features have none */
    ClippedForm(SimpleFeatureType given, RegionFilter region, Optional<GroundMeasure> ground) {
        this.given = given;
        this.type = Polygon.class.equals(binding(given)) ? withMultiPolygons(given) : given;
        this.region = region;
        this.ground = ground;
    }

    /** Whether features of a type need to be measured when they are cut. */
    static boolean measures(SimpleFeatureType given) {
        return given.getDescriptor(PredictionSchema.AREA) != null;
    }

    SimpleFeatureType type() {
        return type;
    }

    /** @param feature one of which some area lies in the region */
    SimpleFeature of(SimpleFeature feature) {
        Geometry whole = PolygonRepair.polygonal(feature.getDefaultGeometry())
                .orElseThrow(
                        () -> new IllegalStateException("feature " + feature.getID() + " has changed its geometry"));
        boolean isCut = region.cuts(whole);
        if (!isCut && type.equals(given)) {
            return feature;
        }
        Geometry part = isCut
                ? region.part(whole)
                        .orElseThrow(
                                () -> new IllegalStateException("feature " + feature.getID() + " has left the region"))
                : whole;
        SimpleFeatureBuilder builder = new SimpleFeatureBuilder(type);
        String geometry = type.getGeometryDescriptor().getLocalName();
        for (AttributeDescriptor attribute : type.getAttributeDescriptors()) {
            String name = attribute.getLocalName();
            if (name.equals(geometry)) {
                builder.set(name, inType(part));
            } else if (isCut && ground.isPresent() && name.equals(PredictionSchema.AREA)) {
                builder.set(name, ground.get().squareMetres(part));
            } else {
                builder.set(name, feature.getAttribute(name));
            }
        }
        return builder.buildFeature(feature.getID());
    }

    private Geometry inType(Geometry part) {
        return part instanceof Polygon polygon && MultiPolygon.class.equals(binding(type))
                ? polygon.getFactory().createMultiPolygon(new Polygon[] {polygon})
                : part;
    }

    private static @Nullable Class<?> binding(SimpleFeatureType type) {
        GeometryDescriptor geometry = type.getGeometryDescriptor();
        return geometry == null ? null : geometry.getType().getBinding();
    }

    private static SimpleFeatureType withMultiPolygons(SimpleFeatureType given) {
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.setName(given.getName());
        GeometryDescriptor main = given.getGeometryDescriptor();
        for (AttributeDescriptor attribute : given.getAttributeDescriptors()) {
            if (attribute.equals(main)) {
                builder.add(main.getLocalName(), MultiPolygon.class, main.getCoordinateReferenceSystem());
            } else {
                builder.add(attribute);
            }
        }
        builder.setDefaultGeometry(main.getLocalName());
        return builder.buildFeatureType();
    }
}
