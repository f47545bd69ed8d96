package org.gsprelabel.geotools.prompts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.geotools.features.PolygonRepair;
import org.gsprelabel.geotools.referencing.WorldToPixels;
import org.gsprelabel.prompt.GivenPrompts;
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
 * first; where a feature has that very id, the one without gets a further {@code #} in front, as many as it takes. What cannot be
 * used of a prompt is left out; a prompt of which nothing is left that shows the object is rejected, once.
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

    private final WorldToPixels way;
    private final CurvedEdges edges;
    private final Map<Key, PromptGroup> groups = new LinkedHashMap<>();

    /**
     * What makes features one prompt.
     *
     * @param id as given; empty where there is none
     * @param place of the feature without an id, counted from 1; 0 where there is an id
     */
    private record Key(Optional<String> id, int place) {
        static Key of(Optional<String> id, int place) {
            return new Key(id, id.isPresent() ? 0 : place);
        }

        /** What a feature without an id is called unless another has that id. */
        String name() {
            return id.orElse("#" + place);
        }
    }

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
    public static GivenPrompts read(
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
        return reader.given();
    }

    private GivenPrompts given() {
        List<ObjectPrompt> prompts = new ArrayList<>();
        Set<String> classNames = new LinkedHashSet<>();
        RejectionCounts rejections = new RejectionCounts();
        RejectionCounts leftOut = new RejectionCounts();
        for (Map.Entry<Key, PromptGroup> entry : groups.entrySet()) {
            PromptGroup group = entry.getValue();
            classNames.add(group.className());
            Optional<Rejection> fault = group.fault();
            if (fault.isPresent()) {
                rejections.add(fault.get());
            } else {
                prompts.add(group.prompt(uniqueName(entry.getKey())));
                group.leftOut().forEach(leftOut::add);
            }
        }
        return new GivenPrompts(prompts, List.copyOf(classNames), rejections, leftOut);
    }

    /** No two of these are alike: those without an id differ in their place, and {@code #} is no part of that. */
    private String uniqueName(Key key) {
        String name = key.name();
        while (key.id().isEmpty() && groups.containsKey(Key.of(Optional.of(name), 0))) {
            name = "#" + name;
        }
        return name;
    }

    private static CoordinateReferenceSystem required(@Nullable CoordinateReferenceSystem crs) {
        if (crs == null) {
            throw new IllegalArgumentException(
                    "prompts have no coordinate reference system; say in which their coordinates are");
        }
        return crs;
    }

    private void add(SimpleFeature feature, int place) {
        Key key = Key.of(text(feature, ID), place);
        String id = key.name();
        PromptGroup group = groups.computeIfAbsent(key, unknown -> new PromptGroup(id));
        group.describe(text(feature, CLASS_NAME), text(feature, LABEL));
        if (!(feature.getDefaultGeometry() instanceof Geometry shape) || shape.isEmpty()) {
            group.leaveOut(Rejection.BAD_GEOMETRY, true);
            return;
        }
        if (shape instanceof Puntal) {
            addPoints(group, shape, foreground(feature, id));
        } else if (shape instanceof Polygonal) {
            addOutline(group, shape);
        } else {
            throw new IllegalArgumentException("prompts must be points, multipoints, boxes or polygons, got a "
                    + shape.getGeometryType() + " in prompt '" + id + "'");
        }
    }

    private void addPoints(PromptGroup group, Geometry points, boolean foreground) {
        for (Coordinate point : points.getCoordinates()) {
            Coordinate pixel = CurvedEdges.isFinite(point) ? toPixels(point) : point;
            if (CurvedEdges.isFinite(pixel)) {
                group.point(new ObjectPrompt.Point(pixel.x, pixel.y, foreground));
            } else {
                Rejection reason = CurvedEdges.isFinite(point) ? Rejection.OUTSIDE_RASTER : Rejection.BAD_GEOMETRY;
                group.leaveOut(reason, foreground);
            }
        }
    }

    private void addOutline(PromptGroup group, Geometry shape) {
        Optional<Geometry> usable = PolygonRepair.polygonal(shape).filter(polygon -> polygon.getArea() > 0);
        if (usable.isEmpty()) {
            group.leaveOut(Rejection.BAD_GEOMETRY, true);
            return;
        }
        Optional<Geometry> pixels = edges.map(usable.get());
        if (pixels.isEmpty()) {
            group.leaveOut(Rejection.OUTSIDE_RASTER, true);
            return;
        }
        Optional<Geometry> outline = PolygonRepair.polygonal(pixels.get());
        if (outline.isEmpty()) {
            group.leaveOut(Rejection.BAD_GEOMETRY, true);
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
}
