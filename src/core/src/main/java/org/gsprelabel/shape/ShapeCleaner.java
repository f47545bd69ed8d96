package org.gsprelabel.shape;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gsprelabel.filter.AreaCalculator;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.TopologyException;
import org.locationtech.jts.geom.util.AffineTransformation;

/**
 * The steps of cleaning that look at one object alone. What a step gives is valid; a shape for which it finds nothing valid is
 * kept as it was before, and counted.
 */
public final class ShapeCleaner {

    private final ShapeCleaning cleaning;
    private final Ground ground;
    private final ShapeCounts counts;

    public ShapeCleaner(ShapeCleaning cleaning, Ground ground, ShapeCounts counts) {
        this.cleaning = cleaning;
        this.ground = ground;
        this.counts = counts;
    }

    /** The steps before outlines are simplified: holes, then width. Empty when the object is too thin throughout. */
    public Optional<Geometry> before(Geometry shape) {
        Geometry filled = cleaning.minHoleArea() > 0 ? withoutSmallHoles(shape) : shape;
        return cleaning.minWidth() > 0 ? withoutThinParts(filled) : Optional.of(filled);
    }

    private Geometry withoutSmallHoles(Geometry shape) {
        AreaCalculator area = ground.measure();
        Geometry filled = HoleRemover.remove(shape, cleaning.minHoleArea(), area);
        return filled.equalsExact(shape) ? shape : checked(ShapeStep.HOLES, shape, Optional.of(filled));
    }

    private Optional<Geometry> withoutThinParts(Geometry shape) {
        try {
            Optional<Geometry> thick = ThinPartRemover.remove(shape, cleaning.minWidth(), frame(shape));
            return thick.isEmpty() || thick.get().equalsExact(shape)
                    ? thick
                    : Optional.of(checked(ShapeStep.WIDTH, shape, thick));
        } catch (TopologyException | IllegalArgumentException e) {
            // An overlay that finds no result: the shape stays, and the report says how often.
            counts.fellBack(ShapeStep.WIDTH);
            return Optional.of(shape);
        }
    }

    /**
     * The steps after outlines were simplified and smoothed: squaring.
     *
     * @param exact the outline before it was simplified, from which walls are read
     * @param outline what it has become
     */
    public Geometry after(Geometry exact, Geometry outline) {
        if (cleaning.square() == 0) {
            return outline;
        }
        Optional<Geometry> squared = squared(exact);
        if (squared.isPresent()) {
            counts.changed(ShapeStep.SQUARE);
        } else {
            counts.fellBack(ShapeStep.SQUARE);
        }
        return squared.orElse(outline);
    }

    private Optional<Geometry> squared(Geometry exact) {
        try {
            return FootprintSquarer.square(exact, cleaning.square(), frame(exact));
        } catch (IllegalArgumentException e) {
            // A place without ground, such as beyond the edge of its CRS: the outline stays, and the report says how
            // often.
            return Optional.empty();
        }
    }

    /** What a step has made of a shape, mended where need be; else the shape itself. Counted. */
    private Geometry checked(ShapeStep step, Geometry before, Optional<Geometry> after) {
        Optional<Geometry> valid = after.flatMap(ShapeRepair::valid);
        counts.add(step, valid.isPresent(), false, valid.isEmpty());
        return valid.orElse(before);
    }

    /**
     * An outline that was simplified and smoothed, mended where need be; else as it was before. Counted.
     *
     * @param heldBack steps in which it moved less far than was asked for
     * @param leftAlone whether a ring of it was too large to be looked at
     */
    public Geometry simplified(Geometry before, Geometry after, Set<ShapeStep> heldBack, boolean leftAlone) {
        Optional<Geometry> valid = ShapeRepair.valid(after).map(Geometry::norm);
        boolean changed = valid.isPresent() && !valid.get().equalsNorm(before);
        for (ShapeStep step : List.of(ShapeStep.SIMPLIFY, ShapeStep.SMOOTH)) {
            counts.add(step, changed, heldBack.contains(step), leftAlone || valid.isEmpty());
        }
        return changed ? valid.orElse(before) : before;
    }

    private AffineTransformation frame(Geometry shape) {
        return ground.frames().around(shape.getEnvelopeInternal().centre());
    }
}
