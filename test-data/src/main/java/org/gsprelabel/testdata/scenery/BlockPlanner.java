package org.gsprelabel.testdata.scenery;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Polygon;

/**
 * Plans one block. Guarantees: roofs of different blocks are more than 20 px apart; roofs of one block at least
 * {@value #GAP} px, except the two halves of a pair, which are {@value #PAIR_GAP} px apart; no tree hides a roof.
 */
final class BlockPlanner {

    static final double GAP = 4;
    static final double PAIR_GAP = 2;

    private static final double SETBACK = 5;
    private static final List<Rgb> CAR_COLOURS = List.of(
            new Rgb(36, 38, 40),
            new Rgb(224, 216, 190),
            new Rgb(196, 168, 60),
            new Rgb(64, 86, 66),
            new Rgb(120, 116, 110),
            new Rgb(88, 78, 70));

    private final StreetGrid grid;
    private final Lot lot;
    private final BlockKind kind;
    private final List<Roof> roofs = new ArrayList<>();

    BlockPlanner(StreetGrid grid, Lot lot, BlockKind kind) {
        this.grid = grid;
        this.lot = lot;
        this.kind = kind;
    }

    Block plan() {
        switch (kind) {
            case HOUSES -> planHouses();
            case ESTATE -> planEstate();
            case PARK, FIELD -> {}
        }
        return new Block(roofs, planTrees(), planCars());
    }

    private void planHouses() {
        for (int plot = 0; plot < 2 * lot.plots(); plot++) {
            boolean near = plot < lot.plots();
            double plotWidth = lot.width() / lot.plots();
            double width = 28 + (plotWidth - 42) * lot.unit(2, plot);
            double depth = 28 + 30 * lot.unit(3, plot);
            double inset = SETBACK + 6 + depth / 2 + 16 * lot.unit(4, plot);
            double u = lot.plotU(plot) + (plotWidth - width - 14) * (lot.unit(5, plot) - 0.5) * 0.6;
            double v = near ? lot.minV() + inset : lot.maxV() - inset;
            double turn = 0.10 * (lot.unit(6, plot) - 0.5);
            long seed = Noise.hash(lot.seed(), 7, plot);
            double height = 12 + 7 * lot.unit(8, plot);
            Roof.Style style = lot.unit(9, plot) < 0.55 ? Roof.Style.GABLED : Roof.Style.HIPPED;
            RoofClass roofClass = houseClass(lot.unit(10, plot));
            double form = lot.unit(11, plot);
            if (form < 0.02 && width > 46) {
                planPair(u, v, width, depth, turn, new Look(roofClass, style, height, seed));
            } else if (form < 0.24 && width > 40 && depth > 40) {
                double wing = 20 + 5 * lot.unit(12, plot);
                Look look = new Look(roofClass, Roof.Style.HIPPED, height, seed);
                build(RoofShape.angle(width, depth, wing), u, v, turn + (near ? 0 : Math.PI), look);
            } else {
                build(RoofShape.rectangle(width, depth), u, v, turn, new Look(roofClass, style, height, seed));
            }
            if (lot.unit(13, plot) < 0.22) {
                double side = 20 + 6 * lot.unit(14, plot);
                double shedV = lot.middleV() + (near ? -1 : 1) * (8 + side / 2);
                double shedU = lot.plotU(plot) + (plotWidth - side - 16) * (lot.unit(15, plot) - 0.5);
                Look look = new Look(houseClass(lot.unit(16, plot)), Roof.Style.GABLED, 7, seed + 1);
                build(RoofShape.rectangle(side, side * 1.2), shedU, shedV, turn, look);
            }
        }
    }

    /** Two halves of a house with a narrow gap between: a test of whether a model and a merge keep them apart. */
    private void planPair(double u, double v, double width, double depth, double turn, Look look) {
        double half = (width - PAIR_GAP) / 2;
        Coordinate centre = grid.position(u, v);
        double angle = grid.direction(u, v) + turn;
        double shift = (half + PAIR_GAP) / 2;
        double dx = shift * StrictMath.cos(angle);
        double dy = shift * StrictMath.sin(angle);
        Polygon shape = RoofShape.rectangle(half, depth);
        Polygon left = RoofShape.place(shape, angle, centre.x - dx, centre.y - dy);
        Polygon right = RoofShape.place(shape, angle, centre.x + dx, centre.y + dy);
        if (fits(left) && fits(right)) {
            roofs.add(look.roof(left));
            roofs.add(look.roof(right));
        }
    }

    private void planEstate() {
        int columns = lot.unit(1, 2) < 0.5 ? 2 : 3;
        int rows = 2;
        for (int i = 0; i < columns * rows; i++) {
            if (lot.unit(30, i) < 0.12) {
                continue;
            }
            double cellU = lot.width() / columns;
            double cellV = lot.depth() / rows;
            double width = Math.min(133, (cellU - 2 * SETBACK - 4) * (0.72 + 0.28 * lot.unit(31, i)));
            double depth = (cellV - 2 * SETBACK - 4) * (0.66 + 0.34 * lot.unit(32, i));
            double u = lot.minU() + (i % columns + 0.5) * cellU;
            double v = lot.minV() + (i / columns + 0.5) * cellV;
            double turn = 0.04 * (lot.unit(33, i) - 0.5) + (lot.unit(34, i) < 0.5 ? 0 : Math.PI);
            double wing = 26 + 10 * lot.unit(35, i);
            double height = 18 + 24 * lot.unit(36, i);
            RoofClass roofClass = estateClass(lot.unit(37, i));
            boolean flat = roofClass == RoofClass.GREY && lot.unit(38, i) < 0.6;
            Look look = new Look(
                    roofClass, flat ? Roof.Style.FLAT : Roof.Style.HIPPED, height, Noise.hash(lot.seed(), 39, i));
            build(estateShape(lot.unit(40, i), width, depth, wing), u, v, turn, look);
        }
    }

    private static Polygon estateShape(double form, double width, double depth, double wing) {
        if (form < 0.28) {
            return RoofShape.angle(width, depth, wing);
        }
        if (form < 0.52 && width > 2 * wing + 24) {
            return RoofShape.horseshoe(width, depth, wing);
        }
        if (form < 0.76 && width > 2 * wing + 18 && depth > 2 * wing + 18) {
            return RoofShape.courtyard(width, depth, wing);
        }
        return RoofShape.rectangle(width, Math.min(depth, 0.45 * width + 14));
    }

    private static RoofClass houseClass(double r) {
        if (r < 0.58) {
            return RoofClass.RED;
        }
        return r < 0.84 ? RoofClass.BLUE : RoofClass.GREY;
    }

    private static RoofClass estateClass(double r) {
        if (r < 0.30) {
            return RoofClass.RED;
        }
        return r < 0.52 ? RoofClass.BLUE : RoofClass.GREY;
    }

    private void build(Polygon shape, double u, double v, double turn, Look look) {
        Coordinate centre = grid.position(u, v);
        Polygon placed = RoofShape.place(shape, grid.direction(u, v) + turn, centre.x, centre.y);
        if (fits(placed)) {
            roofs.add(look.roof(placed));
        }
    }

    private boolean fits(Polygon outline) {
        for (Coordinate corner : outline.getCoordinates()) {
            double u = grid.u(corner.x, corner.y);
            double v = grid.v(corner.x, corner.y);
            if (u < lot.minU() + SETBACK
                    || u > lot.maxU() - SETBACK
                    || v < lot.minV() + SETBACK
                    || v > lot.maxV() - SETBACK) {
                return false;
            }
        }
        return roofs.stream().allMatch(roof -> roof.outline().distance(outline) >= GAP);
    }

    private List<Tree> planTrees() {
        int count = switch (kind) {
            case HOUSES -> 26;
            case ESTATE -> 22;
            case PARK -> lot.unit(1, 3) < 0.5 ? 70 : 170;
            case FIELD -> 5;
        };
        List<Tree> trees = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double u = lot.minU() + 2 + (lot.width() - 4) * lot.unit(50, i);
            double v = lot.minV() + 2 + (lot.depth() - 4) * lot.unit(51, i);
            double radius = 5 + 9 * lot.unit(52, i) * lot.unit(53, i) + (kind == BlockKind.PARK ? 3 : 0);
            Coordinate place = grid.position(u, v);
            boolean free = roofs.stream()
                    .allMatch(roof ->
                            roof.outline().distance(roof.outline().getFactory().createPoint(place)) >= radius + 2.5);
            if (free) {
                trees.add(new Tree(place.x, place.y, radius, lot.unit(54, i), Noise.hash(lot.seed(), 55, i)));
            }
        }
        return trees;
    }

    private List<Car> planCars() {
        List<Car> cars = new ArrayList<>();
        double u = lot.column() * StreetGrid.BLOCK_U;
        double v = lot.row() * StreetGrid.BLOCK_V;
        for (int i = 0; i < 9; i++) {
            if (lot.unit(60, i) < 0.40) {
                double lane = lane(StreetGrid.halfWidth(lot.row()), lot.unit(61, i));
                double at = u + 34 + i * 38 + 10 * lot.unit(62, i);
                cars.add(car(at, v + lane, 0, lot.unit(63, i)));
            }
            if (i < 7 && lot.unit(64, i) < 0.40) {
                double lane = lane(StreetGrid.halfWidth(lot.column()), lot.unit(65, i));
                double at = v + 34 + i * 36 + 10 * lot.unit(66, i);
                cars.add(car(u + lane, at, Math.PI / 2, lot.unit(67, i)));
            }
        }
        return cars;
    }

    private static double lane(double halfWidth, double r) {
        return (r < 0.5 ? -0.52 : 0.52) * halfWidth;
    }

    private Car car(double u, double v, double turn, double colour) {
        Coordinate place = grid.position(u, v);
        Rgb paint = CAR_COLOURS.get((int) (colour * CAR_COLOURS.size()));
        return new Car(place.x, place.y, grid.direction(u, v) + turn, paint);
    }

    /** What a roof looks like, whatever its outline. */
    private record Look(RoofClass roofClass, Roof.Style style, double height, long seed) {

        Roof roof(Polygon outline) {
            return new Roof(outline, roofClass, style, height, seed);
        }
    }
}
