package org.gsprelabel.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gsprelabel.candidate.Candidate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.TopologyException;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.buffer.BufferOp;
import org.locationtech.jts.operation.buffer.BufferParameters;
import org.locationtech.jts.operation.overlayng.OverlayNG;

/**
 * Drops what is thinner than a width: the morphological opening of J. Serra, Image Analysis and Mathematical Morphology,
 * 1982, by buffers inwards and outwards.
 *
 * <p>An opening rounds corners, too. What it takes away is given back unless it reaches further from what remains than the
 * width: so corners and vertices stay exactly where they are, arms and threads go, and a neck between two bodies goes when it
 * is longer than twice the width.
 */
public final class ThinPartRemover {

    /** Rounding must not drop what is exactly as wide as asked for. */
    private static final double NEARLY = 1 - 1e-6;

    private static final BufferParameters MITRE =
            new BufferParameters(4, BufferParameters.CAP_FLAT, BufferParameters.JOIN_MITRE, 5);

    private static final PrecisionModel FRACTIONS = new PrecisionModel(Candidate.FRACTIONS);

    private ThinPartRemover() {}

    /**
     * What is left of a shape: itself when nothing is too thin, empty when everything is.
     *
     * @param shape valid, in pixels
     * @param width in metres, above 0
     * @param toMetres frame of the shape
     * @throws org.locationtech.jts.geom.TopologyException when the shape is beyond the arithmetic of overlays
     */
    public static Optional<Geometry> remove(Geometry shape, double width, AffineTransformation toMetres) {
        Geometry ground = toMetres.transform(shape);
        double radius = width / 2 * NEARLY;
        Geometry eroded = BufferOp.bufferOp(ground, -radius, MITRE);
        if (eroded.isEmpty()) {
            return Optional.empty();
        }
        AffineTransformation toPixels = GroundFrames.inverse(toMetres);
        Geometry opened = toPixels.transform(BufferOp.bufferOp(eroded, radius, MITRE));
        Geometry taken = difference(shape, opened);
        PreparedGeometry reach =
                PreparedGeometryFactory.prepare(toPixels.transform(BufferOp.bufferOp(eroded, radius + width, MITRE)));
        List<Polygon> thin = new ArrayList<>();
        for (int i = 0; i < taken.getNumGeometries(); i++) {
            if (taken.getGeometryN(i) instanceof Polygon part && !part.isEmpty() && !reach.covers(part)) {
                thin.add(part);
            }
        }
        if (thin.isEmpty()) {
            return Optional.of(shape);
        }
        Geometry dropped = shape.getFactory().createMultiPolygon(thin.toArray(Polygon[]::new));
        return ShapeRepair.polygonal(difference(shape, dropped));
    }

    /** In whole {@link Candidate#FRACTIONS}. Buffers cross themselves now and then, by rounding alone; these are mended. */
    private static Geometry difference(Geometry shape, Geometry other) {
        try {
            return OverlayNG.overlay(shape, other, OverlayNG.DIFFERENCE, FRACTIONS);
        } catch (TopologyException e) {
            return OverlayNG.overlay(shape, GeometryFixer.fix(other), OverlayNG.DIFFERENCE, FRACTIONS);
        }
    }
}
