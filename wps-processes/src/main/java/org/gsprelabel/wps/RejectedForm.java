package org.gsprelabel.wps;

import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.feature.type.AttributeDescriptor;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.gsprelabel.candidate.Rejection;

/** Rejected features: as they were, with the reason in an attribute, as reports write it. */
final class RejectedForm {

    /** Why a feature was rejected, {@code tooSmall}; where there was such an attribute before, its value goes. */
    static final String REASON = "reason";

    private final SimpleFeatureType type;

    /** @param given type of the features */
    RejectedForm(SimpleFeatureType given) {
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.setName(given.getName());
        for (AttributeDescriptor attribute : given.getAttributeDescriptors()) {
            if (!attribute.getLocalName().equals(REASON)) {
                builder.add(attribute);
            }
        }
        builder.add(REASON, String.class);
        if (given.getGeometryDescriptor() != null) {
            builder.setDefaultGeometry(given.getGeometryDescriptor().getLocalName());
        }
        this.type = builder.buildFeatureType();
    }

    SimpleFeatureType type() {
        return type;
    }

    SimpleFeature of(SimpleFeature feature, Rejection reason) {
        SimpleFeatureBuilder builder = new SimpleFeatureBuilder(type);
        for (AttributeDescriptor attribute : type.getAttributeDescriptors()) {
            String name = attribute.getLocalName();
            builder.set(name, name.equals(REASON) ? reason.key() : feature.getAttribute(name));
        }
        return builder.buildFeature(feature.getID());
    }
}
