package org.gsprelabel.merge;

import java.util.Optional;
import org.locationtech.jts.geom.Envelope;

/**
 * Whether two candidates are the same object when at least one was merged before: by the agreement of their whole shapes.
 */
record WholeAgreement(MergeRules rules) {

    boolean agree(Piece a, Piece b) {
        Envelope common = a.box().intersection(b.box());
        if (common.getArea() == 0) {
            return false;
        }
        double areaA = a.candidate().geometry().getArea();
        double areaB = b.candidate().geometry().getArea();
        double most = Math.min(common.getArea(), Math.min(areaA, areaB));
        if (!rules.agree(most, areaA, areaB)) {
            return false;
        }
        double shared = sharedArea(a, b, common);
        return rules.agree(shared, areaA, areaB);
    }

    private static double sharedArea(Piece a, Piece b, Envelope common) {
        if (a.candidate().geometry().equalsExact(b.candidate().geometry())) {
            return a.candidate().geometry().getArea();
        }
        Optional<Region> regionA = Region.within(a.candidate().geometry(), common);
        Optional<Region> regionB = Region.within(b.candidate().geometry(), common);
        return regionA.isPresent() && regionB.isPresent() ? Region.sharedArea(regionA.get(), regionB.get()) : 0;
    }
}
