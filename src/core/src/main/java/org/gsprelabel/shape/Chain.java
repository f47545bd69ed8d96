package org.gsprelabel.shape;

import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;

/**
 * What a ring has in a block, in the ring's order.
 *
 * @param vertices at least two; the first is equal to the last when the ring does not leave the block
 * @param startsAtNode whether the first vertex is a node, once that is known
 * @param endsAtNode whether the last one is
 * @param heldBack the steps in which it was moved less far than was asked for, because it would have crossed an outline
 */
public record Chain(List<Coordinate> vertices, boolean startsAtNode, boolean endsAtNode, Set<ShapeStep> heldBack) {

    public Chain {
        vertices = List.copyOf(vertices);
        heldBack = Set.copyOf(heldBack);
        if (vertices.size() < 2) {
            throw new IllegalArgumentException("chain must have at least 2 vertices, got " + vertices.size());
        }
    }

    /** Whether it is a whole ring. */
    boolean isRing() {
        return vertices.get(0).equals2D(vertices.get(vertices.size() - 1));
    }
}
