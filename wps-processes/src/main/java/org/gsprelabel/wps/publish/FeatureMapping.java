package org.gsprelabel.wps.publish;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.feature.type.AttributeDescriptor;
import org.geotools.api.feature.type.GeometryDescriptor;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * Features of one type as features of a layer that was there before: attributes by their names in any case, the geometry by
 * being the geometry. What the layer has beyond stays empty.
 */
final class FeatureMapping {

    private static final Set<Class<?>> WHOLE = Set.of(Byte.class, Short.class, Integer.class, Long.class);

    private final SimpleFeatureType layer;
    /** Place in the layer of each attribute; -1 where the layer has no such. */
    private final int[] places;

    /**
     * @param type of the features
     * @param layer type of the layer's
     * @param optional attribute that the layer need not have
     * @param name of the layer, for messages
     * @throws IllegalArgumentException when the layer lacks attributes, or has some that cannot take the values; all are named
     */
    FeatureMapping(SimpleFeatureType type, SimpleFeatureType layer, String optional, String name) {
        this.layer = layer;
        this.places = new int[type.getAttributeCount()];
        List<String> missing = new ArrayList<>();
        List<String> unfit = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            AttributeDescriptor attribute = type.getDescriptor(i);
            places[i] = place(attribute);
            if (places[i] < 0) {
                if (!attribute.getLocalName().equals(optional)) {
                    missing.add(attribute.getLocalName());
                }
            } else if (!takes(layer.getDescriptor(places[i]), attribute)) {
                unfit.add(described(layer.getDescriptor(places[i])) + " for "
                        + attribute.getType().getBinding().getSimpleName());
            }
        }
        requireNone(missing, "lacks the attributes", name);
        requireNone(unfit, "has attributes of other types", name);
        requireNone(demanded(), "wants values that predictions do not have, of", name);
    }

    private static void requireNone(List<String> problems, String what, String layer) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "layer '" + layer + "' " + what + " " + problems
                            + ", so predictions cannot be added to it; choose another layer, or make one with publishMode CREATE");
        }
    }

    private int place(AttributeDescriptor attribute) {
        if (attribute instanceof GeometryDescriptor) {
            GeometryDescriptor geometry = layer.getGeometryDescriptor();
            return geometry == null ? -1 : layer.indexOf(geometry.getName());
        }
        for (int i = 0; i < layer.getAttributeCount(); i++) {
            if (layer.getDescriptor(i).getLocalName().equalsIgnoreCase(attribute.getLocalName())) {
                return i;
            }
        }
        return -1;
    }

    private static boolean takes(AttributeDescriptor there, AttributeDescriptor given) {
        Class<?> target = there.getType().getBinding();
        Class<?> source = given.getType().getBinding();
        if (target.isAssignableFrom(source) || (target == String.class && !Geometry.class.isAssignableFrom(source))) {
            return true;
        }
        if (Number.class.isAssignableFrom(source)) {
            return Number.class.isAssignableFrom(target) && (WHOLE.contains(source) || !WHOLE.contains(target));
        }
        return Date.class.isAssignableFrom(source) && Date.class.isAssignableFrom(target);
    }

    /** Attributes of the layer that must have a value and get none. */
    private List<String> demanded() {
        List<String> demanded = new ArrayList<>();
        for (int i = 0; i < layer.getAttributeCount(); i++) {
            AttributeDescriptor attribute = layer.getDescriptor(i);
            if (!attribute.isNillable() && attribute.getDefaultValue() == null && !isFilled(i)) {
                demanded.add(described(attribute));
            }
        }
        return demanded;
    }

    private boolean isFilled(int place) {
        for (int filled : places) {
            if (filled == place) {
                return true;
            }
        }
        return false;
    }

    private static String described(AttributeDescriptor attribute) {
        return attribute.getLocalName() + " ("
                + attribute.getType().getBinding().getSimpleName() + ")";
    }

    /** A feature of the layer's type with the values of one of the given type. */
    SimpleFeature map(SimpleFeature feature) {
        SimpleFeatureBuilder builder = new SimpleFeatureBuilder(layer);
        for (int i = 0; i < places.length; i++) {
            @Nullable Object value = feature.getAttribute(i);
            if (places[i] >= 0) {
                builder.set(places[i], value);
            }
        }
        return builder.buildFeature(feature.getID());
    }
}
