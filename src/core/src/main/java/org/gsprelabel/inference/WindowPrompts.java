package org.gsprelabel.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.Box;
import org.gsprelabel.prompt.ObjectPrompt;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.sam.MaskPrompt;
import org.gsprelabel.sam.PromptKinds;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.tile.PixelRect;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.geom.util.PolygonExtracter;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * Prompts of a tile as a promptable model takes them. A polygon becomes its box with a mask where the model takes masks, else
 * its box with a point inside. What of it lies beyond the window or the raster is cut off.
 *
 * <p>Promptable models count pixel centres in whole numbers, where everything else here counts corners: half a pixel is
 * taken off every coordinate.
 */
final class WindowPrompts {

    /** From corners to centres. */
    static final double HALF = 0.5;

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    private final PromptKinds kinds;

    WindowPrompts(PromptKinds kinds) {
        this.kinds = kinds;
    }

    /**
     * The model's prompt; empty, and counted, when it points at pixels without data.
     *
     * @param prompt whose points lie in the window, and whose outline shares an area with it
     * @param frame how the window lies in the encoder's input
     */
    Optional<MaskPrompt> of(ObjectPrompt prompt, FilledWindow window, InputFrame frame, RejectionCounts rejections) {
        PixelRect rect = window.pixels().rect();
        List<MaskPrompt.Point> points = new ArrayList<>();
        for (ObjectPrompt.Point point : prompt.points()) {
            if (point.foreground() && !isValid(window, point.x(), point.y())) {
                rejections.add(Rejection.NODATA);
                return Optional.empty();
            }
            points.add(
                    new MaskPrompt.Point(point.x() - rect.x() - HALF, point.y() - rect.y() - HALF, point.foreground()));
        }
        Optional<Geometry> part = prompt.outline().map(outline -> within(outline.shape(), window.inside()));
        if (part.isEmpty()) {
            return Optional.of(new MaskPrompt(points, Optional.empty(), Optional.empty()));
        }
        Geometry local =
                AffineTransformation.translationInstance(-rect.x(), -rect.y()).transform(part.get());
        if (!holdsValid(window, local.getEnvelopeInternal())) {
            rejections.add(Rejection.NODATA);
            return Optional.empty();
        }
        Optional<Tensor> mask = Optional.empty();
        if (!prompt.outline().orElseThrow().isBox()) {
            mask = kinds.maskInput()
                    ? Optional.of(PolygonLogits.of(local, frame)).filter(PolygonLogits::showsObject)
                    : Optional.empty();
            if (mask.isEmpty() && points.stream().noneMatch(MaskPrompt.Point::foreground)) {
                Coordinate inside = local.getInteriorPoint().getCoordinate();
                points.add(new MaskPrompt.Point(inside.x - HALF, inside.y - HALF, true));
            }
        }
        return Optional.of(new MaskPrompt(points, Optional.of(box(local.getEnvelopeInternal())), mask));
    }

    /** How many points a decoder may see of a prompt, two for the corners of a box. */
    int mostPoints(ObjectPrompt prompt) {
        if (prompt.outline().isEmpty()) {
            return prompt.points().size();
        }
        boolean pointInside =
                !prompt.outline().get().isBox() && prompt.points().stream().noneMatch(ObjectPrompt.Point::foreground);
        return prompt.points().size() + (pointInside ? 3 : 2);
    }

    /** A box between corners as a promptable model counts it. */
    static Box box(Envelope corners) {
        return new Box(
                corners.getMinX() - HALF, corners.getMinY() - HALF, corners.getMaxX() - HALF, corners.getMaxY() - HALF);
    }

    /** The part of a shape inside a rectangle. */
    private static Geometry within(Geometry shape, PixelRect rect) {
        Envelope limits = new Envelope(rect.x(), rect.right(), rect.y(), rect.bottom());
        if (limits.contains(shape.getEnvelopeInternal())) {
            return shape;
        }
        Geometry part = OverlayNGRobust.overlay(shape, GEOMETRIES.toGeometry(limits), OverlayNG.INTERSECTION);
        // Where the shape only touches the rectangle, points and lines come along.
        List<?> polygons = PolygonExtracter.getPolygons(part);
        return GEOMETRIES.createMultiPolygon(polygons.toArray(new Polygon[0]));
    }

    private static boolean isValid(FilledWindow window, double x, double y) {
        PixelRect inside = window.inside();
        PixelRect rect = window.pixels().rect();
        int column = (int) Math.max(inside.x(), Math.min(inside.right() - 1.0, Math.floor(x)));
        int row = (int) Math.max(inside.y(), Math.min(inside.bottom() - 1.0, Math.floor(y)));
        return window.pixels().isValid(column - rect.x(), row - rect.y());
    }

    /** Whether a pixel that a box meets is valid. */
    private static boolean holdsValid(FilledWindow window, Envelope local) {
        PixelRect rect = window.pixels().rect();
        int fromColumn = (int) Math.floor(Math.max(0, local.getMinX()));
        int fromRow = (int) Math.floor(Math.max(0, local.getMinY()));
        int toColumn = (int) Math.ceil(Math.min(rect.width(), local.getMaxX()));
        int toRow = (int) Math.ceil(Math.min(rect.height(), local.getMaxY()));
        for (int row = fromRow; row < toRow; row++) {
            int first = window.pixels().valid().nextSetBit(row * rect.width() + fromColumn);
            if (first >= 0 && first < row * rect.width() + toColumn) {
                return true;
            }
        }
        return false;
    }
}
