package org.gsprelabel.geotools.prompts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.geotools.features.PolygonRepair;
import org.gsprelabel.geotools.referencing.WorldToPixels;
import org.gsprelabel.prompt.ObjectPrompt;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.geom.Puntal;

/**
 * Features to prompts in pixels. Points and multipoints say where the object is, axis-parallel rectangles (in their own CRS)
 * are boxes around it, other polygons outlines of it. Features of equal {@value #ID} are one prompt: any number of points, at
 * most one box or polygon. A feature without an id is a prompt by itself and is called after its place, {@code #1} being the
 * first.
 */
public final class PromptReader {

    /** Attribute: what the answer is called by; equal ones belong together. */
    public static final String ID = "id";
    /** Attribute: class of the answer. */
    public static final String CLASS_NAME = "class_name";
    /** Attribute: text that goes with the answer. */
    public static final String LABEL = "label";
    /** Attribute: whether a point is on the object, true or false. */
    public static final String FOREGROUND = "foreground";
    /** Attribute: the same as a number, 1 or 0, as the family of models writes it. */
    public static final String POINT_LABEL = "point_label";

    /** Class of what has none. */
    public static final String DEFAULT_CLASS = "object";

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    /**
     * What a collection says.
     *
     * @param prompts in the order in which they first occur
     * @param rejections features without a shape that can be used
     */
    public record Read(List<ObjectPrompt> prompts, RejectionCounts rejections) {
        public Read {
            prompts = List.copyOf(prompts);
        }
    }

    private final WorldToPixels way;
    private final CurvedEdges edges;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final RejectionCounts rejections = new RejectionCounts();

    private PromptReader(WorldToPixels way) {
        this.way = way;
        this.edges = new CurvedEdges(this::toPixels);
    }

    /**
     * Reads prompts.
     *
     * @param features with a CRS, at least one
     * @param raster CRS of the raster
     * @param gridToWorld corners of working pixels to coordinates of {@code raster}
     * @throws IllegalArgumentException with one sentence when the collection is empty, has no CRS, or a feature says what no
     *     prompt can
     */
    public static Read read(
            SimpleFeatureCollection features, CoordinateReferenceSystem raster, GridToWorld gridToWorld) {
        CoordinateReferenceSystem crs = features.getSchema().getCoordinateReferenceSystem();
        PromptReader reader = null;
        try (SimpleFeatureIterator iterator = features.features()) {
            for (int place = 1; iterator.hasNext(); place++) {
                SimpleFeature feature = iterator.next();
                if (reader == null) {
                    reader = new PromptReader(new WorldToPixels(required(crs), raster, gridToWorld));
                }
                reader.add(feature, place);
            }
        }
        if (reader == null) {
            throw new IllegalArgumentException("prompts must have at least one feature, got an empty collection");
        }
        return new Read(
                reader.groups.values().stream()
                        .filter(group -> !group.isEmpty())
                        .map(Group::prompt)
                        .toList(),
                reader.rejections);
    }

    private static CoordinateReferenceSystem required(@Nullable CoordinateReferenceSystem crs) {
        if (crs == null) {
            throw new IllegalArgumentException(
                    "prompts have no coordinate reference system; say in which their coordinates are");
        }
        return crs;
    }

    private void add(SimpleFeature feature, int place) {
        String id = text(feature, ID).orElse("#" + place);
        if (!(feature.getDefaultGeometry() instanceof Geometry shape) || shape.isEmpty()) {
            rejections.add(Rejection.BAD_GEOMETRY);
            return;
        }
        if (!(shape instanceof Puntal) && !(shape instanceof Polygonal)) {
            throw new IllegalArgumentException("prompts must be points, multipoints, boxes or polygons, got a "
                    + shape.getGeometryType() + " in prompt '" + id + "'");
        }
        Group group = groups.computeIfAbsent(id, Group::new);
        group.describe(text(feature, CLASS_NAME), text(feature, LABEL));
        if (shape instanceof Puntal) {
            addPoints(group, shape, foreground(feature, id));
        } else {
            addOutline(group, shape);
        }
    }

    private void addPoints(Group group, Geometry points, boolean foreground) {
        for (Coordinate point : points.getCoordinates()) {
            if (!isFinite(point)) {
                rejections.add(Rejection.BAD_GEOMETRY);
                continue;
            }
            Coordinate pixel = toPixels(point);
            if (isFinite(pixel)) {
                group.points.add(new ObjectPrompt.Point(pixel.x, pixel.y, foreground));
            } else {
                rejections.add(Rejection.OUTSIDE_RASTER);
            }
        }
    }

    private void addOutline(Group group, Geometry shape) {
        Optional<Geometry> usable = PolygonRepair.polygonal(shape).filter(polygon -> polygon.getArea() > 0);
        if (usable.isEmpty()) {
            rejections.add(Rejection.BAD_GEOMETRY);
            return;
        }
        Geometry pixels = edges.map(usable.get());
        for (Coordinate corner : pixels.getCoordinates()) {
            if (!isFinite(corner)) {
                rejections.add(Rejection.OUTSIDE_RASTER);
                return;
            }
        }
        Optional<Geometry> outline = PolygonRepair.polygonal(pixels);
        if (outline.isEmpty()) {
            rejections.add(Rejection.BAD_GEOMETRY);
            return;
        }
        group.outline(new ObjectPrompt.Outline(outline.get(), usable.get().isRectangle()));
    }

    /** The pixel of a coordinate; not finite where the CRS of the raster is not defined. */
    private Coordinate toPixels(Coordinate world) {
        try {
            return way.toPixels(GEOMETRIES.createPoint(world)).getCoordinate();
        } catch (IllegalArgumentException e) {
            return new Coordinate(Double.NaN, Double.NaN);
        }
    }

    private static boolean isFinite(Coordinate coordinate) {
        return Double.isFinite(coordinate.x) && Double.isFinite(coordinate.y);
    }

    private static boolean foreground(SimpleFeature feature, String id) {
        Optional<String> said = text(feature, FOREGROUND);
        if (said.isPresent()) {
            return switch (said.get().toLowerCase(Locale.ROOT)) {
                case "true", "1" -> true;
                case "false", "0" -> false;
                default ->
                    throw new IllegalArgumentException(FOREGROUND + " of a point must be true or false, got '"
                            + said.get() + "' in prompt '" + id + "'");
            };
        }
        return text(feature, POINT_LABEL)
                .map(code -> switch (code) {
                    case "1" -> true;
                    case "0" -> false;
                    default ->
                        throw new IllegalArgumentException(
                                POINT_LABEL + " of a point must be 1 (on the object) or 0 (not on it), got '" + code
                                        + "' in prompt '" + id + "'");
                })
                .orElse(true);
    }

    /** An attribute as text, empty for null and blank; whole numbers without a fraction, whatever type carries them. */
    private static Optional<String> text(SimpleFeature feature, String attribute) {
        Object value = feature.getAttribute(attribute);
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (number == Math.rint(number) && Math.abs(number) < 1e15) {
                return Optional.of(String.valueOf((long) number));
            }
        }
        return Optional.ofNullable(value)
                .map(Object::toString)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** Features of one id. */
    private static final class Group {

        private final String id;
        private final List<ObjectPrompt.Point> points = new ArrayList<>();
        private Optional<ObjectPrompt.Outline> outline = Optional.empty();
        private Optional<String> className = Optional.empty();
        private Optional<String> label = Optional.empty();

        Group(String id) {
            this.id = id;
        }

        /** Takes what a feature says; one that says nothing leaves it to the others. */
        void describe(Optional<String> newClass, Optional<String> newLabel) {
            className = agreed(CLASS_NAME, className, newClass);
            label = agreed(LABEL, label, newLabel);
        }

        private Optional<String> agreed(String attribute, Optional<String> before, Optional<String> now) {
            if (before.isPresent() && now.isPresent() && !before.equals(now)) {
                throw new IllegalArgumentException("prompt '" + id + "' must have one " + attribute + ", got '"
                        + before.get() + "' and '" + now.get() + "'");
            }
            return now.isPresent() ? now : before;
        }

        void outline(ObjectPrompt.Outline given) {
            if (outline.isPresent()) {
                throw new IllegalArgumentException("prompt '" + id
                        + "' must have at most one box or polygon, got several; give those of different objects different"
                        + " ids");
            }
            outline = Optional.of(given);
        }

        /** Whether nothing was left of its features. */
        boolean isEmpty() {
            return points.isEmpty() && outline.isEmpty();
        }

        ObjectPrompt prompt() {
            return new ObjectPrompt(id, className.orElse(DEFAULT_CLASS), label, points, outline);
        }
    }
}
