package org.gsprelabel.merge;

import java.util.Optional;
import org.gsprelabel.tile.PixelRect;
import org.locationtech.jts.geom.Envelope;

/**
 * Whether two candidates are the same object when at least one was merged before: by intersection over union of their whole
 * shapes.
 *
 * @param minAgreement least intersection over union
 */
record WholeAgreement(double minAgreement) {

    boolean agree(Piece a, Piece b) {
        Envelope common = a.box().intersection(b.box());
        if (common.getArea() == 0) {
            return false;
        }
        double areaA = a.candidate().geometry().getArea();
        double areaB = b.candidate().geometry().getArea();
        double most = Math.min(common.getArea(), Math.min(areaA, areaB));
        if (most < minAgreement * Math.max(areaA, areaB)) {
            return false;
        }
        double shared = sharedArea(a, b, common);
        return shared > 0 && shared >= minAgreement * (areaA + areaB - shared);
    }

    private static double sharedArea(Piece a, Piece b, Envelope common) {
        if (a.candidate().geometry().equalsExact(b.candidate().geometry())) {
            return a.candidate().geometry().getArea();
        }
        int left = (int) Math.floor(common.getMinX());
        int top = (int) Math.floor(common.getMinY());
        PixelRect around = new PixelRect(
                left, top, (int) Math.ceil(common.getMaxX()) - left, (int) Math.ceil(common.getMaxY()) - top);
        Optional<Region> regionA = Region.within(a.candidate().geometry(), around);
        Optional<Region> regionB = Region.within(b.candidate().geometry(), around);
        return regionA.isPresent() && regionB.isPresent() ? Region.sharedArea(regionA.get(), regionB.get()) : 0;
    }
}
