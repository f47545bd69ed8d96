package org.gsprelabel.detect;

import java.util.List;
import org.gsprelabel.model.NmsRules.Overlap;

/** Overlap of turned boxes by the area that they really share: one clipped by the sides of the other. */
final class TurnedOverlap implements PairOverlap {

    private final List<ConvexPolygon> polygons;
    private final double[] areas;
    private final Overlap ratio;

    TurnedOverlap(List<OrientedBox> boxes, Overlap ratio) {
        this.polygons = boxes.stream().map(OrientedBox::toPolygon).toList();
        this.areas =
                boxes.stream().mapToDouble(box -> box.width() * box.height()).toArray();
        this.ratio = ratio;
    }

    /** The boxes along rows and columns around the turned ones, with their scores and classes. */
    ScoredBoxes bounds(ScoredBoxes scored) {
        ScoredBoxes bounds = new ScoredBoxes();
        for (int i = 0; i < polygons.size(); i++) {
            ConvexPolygon polygon = polygons.get(i);
            bounds.add(
                    polygon.minX(),
                    polygon.minY(),
                    polygon.maxX(),
                    polygon.maxY(),
                    scored.score(i),
                    scored.classIndex(i),
                    scored.row(i));
        }
        return bounds;
    }

    @Override
    public double of(int a, int b) {
        // the smaller one is what is cut: a corner cut out of a far longer side would round to nowhere near
        boolean isFirst = areas[a] < areas[b] || (areas[a] == areas[b] && a < b);
        double shared = polygons.get(isFirst ? a : b).sharedArea(polygons.get(isFirst ? b : a));
        double whole =
                ratio == Overlap.IOS ? Math.min(areas[a], areas[b]) : Math.max(shared, areas[a] + areas[b] - shared);
        // clipping rounds, and what is the same is no more than that
        return Math.min(1, shared / whole);
    }
}
