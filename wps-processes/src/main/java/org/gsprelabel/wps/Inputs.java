package org.gsprelabel.wps;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.feature.type.AttributeDescriptor;
import org.gsprelabel.candidate.ConfidenceThresholds;
import org.gsprelabel.filter.FilterCriteria;
import org.gsprelabel.filter.RoiMode;
import org.gsprelabel.merge.Agreement;
import org.gsprelabel.merge.MergeRules;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.shape.ShapeCleaning;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/** Optional inputs of processes as values. Messages name the parameter, the value and what is allowed. */
public final class Inputs {

    private Inputs() {}

    public static <T> Optional<T> optional(@Nullable T value) {
        return Optional.ofNullable(value);
    }

    public static OptionalInt optionalInt(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    public static OptionalDouble optionalDouble(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    public static double orElse(@Nullable Double value, double other) {
        return value == null ? other : value;
    }

    public static FilterCriteria criteria(
            @Nullable Double minConfidence,
            @Nullable String classConfidence,
            @Nullable String classes,
            @Nullable Double minArea,
            @Nullable Double maxArea,
            @Nullable Double minCompactness) {
        return new FilterCriteria(
                new ConfidenceThresholds(orElse(minConfidence, 0), classConfidence(classConfidence)),
                names(classes),
                orElse(minArea, 0),
                orElse(maxArea, Double.POSITIVE_INFINITY),
                orElse(minCompactness, 0));
    }

    public static FilterCriteria shapeCriteria(
            @Nullable Double minArea, @Nullable Double maxArea, @Nullable Double minCompactness) {
        return criteria(null, null, null, minArea, maxArea, minCompactness);
    }

    /** Least confidence of single classes by their names; none for null. */
    public static Map<String, Double> classConfidence(@Nullable String text) {
        return text == null ? Map.of() : ConfidenceThresholds.parse(text);
    }

    /** Of no meaning without a region, so refused there. */
    public static RoiMode roiMode(@Nullable RoiMode mode, @Nullable Geometry roi) {
        if (mode != null && mode != RoiMode.INTERSECTS && roi == null) {
            throw new IllegalArgumentException("roiMode says what a roi does, but none was given; got " + mode);
        }
        return mode == null ? RoiMode.INTERSECTS : mode;
    }

    public static MergeRules mergeRules(
            @Nullable MergeStrategy merge,
            @Nullable Agreement agreement,
            @Nullable Double minAgreement,
            @Nullable Boolean classAware) {
        return new MergeRules(
                merge == null ? MergeStrategy.UNION : merge,
                agreement == null ? Agreement.IOU : agreement,
                orElse(minAgreement, MergeRules.DEFAULT_MIN_AGREEMENT),
                classAware == null || classAware);
    }

    public static ShapeCleaning shapeCleaning(
            @Nullable Double minHoleArea,
            @Nullable Double minWidth,
            @Nullable Double simplify,
            @Nullable Double smooth,
            @Nullable Double square) {
        return new ShapeCleaning(
                orElse(minHoleArea, 0), orElse(minWidth, 0), orElse(simplify, 0), orElse(smooth, 0), orElse(square, 0));
    }

    /**
     * Makes sure that features have an attribute.
     *
     * @param reason what needs it
     */
    public static void requireAttribute(SimpleFeatureType schema, String attribute, String reason) {
        if (schema.getDescriptor(attribute) == null) {
            throw new IllegalArgumentException("features have no attribute '" + attribute + "', which " + reason
                    + " needs; they have "
                    + schema.getAttributeDescriptors().stream()
                            .map(AttributeDescriptor::getLocalName)
                            .toList());
        }
    }

    /** Names separated by commas; none for null. */
    public static Set<String> names(@Nullable String text) {
        Set<String> names = new LinkedHashSet<>();
        if (text != null) {
            for (String part : text.split(",", -1)) {
                if (part.isBlank()) {
                    throw new IllegalArgumentException("classes must be names separated by commas, got '" + text + "'");
                }
                names.add(part.strip());
            }
        }
        return names;
    }

    /** An instant in whole milliseconds, as features carry it; now for null. */
    public static Instant instant(@Nullable String text) {
        if (text == null) {
            return Instant.now().truncatedTo(ChronoUnit.MILLIS);
        }
        try {
            return Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "timestamp must be an instant in UTC like 2026-01-31T12:00:00Z, got '" + text + "'", e);
        }
    }
}
