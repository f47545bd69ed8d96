package org.gsprelabel.merge;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.Side;
import org.gsprelabel.tile.Tile;
import org.gsprelabel.tile.TileId;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.hprtree.HPRtree;

/**
 * Which candidates of two tiles are the same object, judged inside the strip that both tiles saw.
 *
 * <p>Agreement is that of the {@link MergeRules}: intersection over union, unless asked for otherwise. What a candidate has
 * inside the strip falls into connected parts: a U whose base lies outside the strip shows two
 * arms. Two candidates of one kind are the same object when one of these holds:
 *
 * <ol>
 *   <li><b>Same part.</b> A part of the one and a part of the other agree.
 *   <li><b>Same shape.</b> All that the two have in the strip, taken together, does: for an object that one tile saw in
 *       more parts than the other.
 *   <li><b>Ragged at the cut.</b> At least {@value #MIN_CONTAINMENT} of a part that has found no like in the other tile by the
 *       rules above lies in a part there, and besides the likes of that one; one of the two candidates is cut by a side of
 *       its window that lies inside the other's window, both parts reach that side, and the other candidate goes on behind
 *       it.
 * </ol>
 *
 * <p>So roofs that touch on a seam stay two: each finds its own like, and shares next to nothing with its neighbour. A
 * small object inside a large one stays apart: the two never have the same area in the strip; and the small one is either
 * not cut where the large one goes on, or it lies on the large one's like in its own tile. An object that a model saw
 * badly near the edge of one window still joins its better view, which goes on where that window ends, even in pieces.
 */
final class StripAgreement {

    /** Least part of the smaller area that must lie in the larger one where a window cut an object. */
    static final double MIN_CONTAINMENT = 0.7;

    /** Pairs of parts that overlap in one strip, fifty bytes each, beyond which the two tiles hold heaps of duplicates. */
    private static final int MOST_CONTACTS = 1_000_000;

    private final MergeRules rules;
    private final Tile tileA;
    private final Tile tileB;
    private final Envelope strip;

    StripAgreement(MergeRules rules, Tile tileA, Tile tileB, PixelRect strip) {
        this.rules = rules;
        this.tileA = tileA;
        this.tileB = tileB;
        this.strip = new Envelope(strip.x(), strip.right(), strip.y(), strip.bottom());
    }

    /** Joins the groups of the pieces that are the same object. */
    void join(List<Piece> piecesA, List<Piece> piecesB) {
        List<Part> partsA = parts(piecesA);
        List<Part> partsB = parts(piecesB);
        if (partsA.isEmpty() || partsB.isEmpty()) {
            return;
        }
        List<Contact> contacts = contacts(partsA, partsB);
        joinSameParts(contacts);
        joinSameShapes(contacts);
        joinRaggedCuts(contacts);
    }

    private void joinSameParts(List<Contact> contacts) {
        for (Contact contact : contacts) {
            if (rules.agree(contact.shared, contact.a.region.area(), contact.b.region.area())) {
                contact.join();
            }
        }
    }

    private void joinSameShapes(List<Contact> contacts) {
        Map<Pair, List<Contact>> pairs = new LinkedHashMap<>();
        for (Contact contact : contacts) {
            if (contact.a.siblings > 1 || contact.b.siblings > 1) {
                pairs.computeIfAbsent(new Pair(contact.a.owner, contact.b.owner), pair -> new ArrayList<>())
                        .add(contact);
            }
        }
        for (List<Contact> ofPair : pairs.values()) {
            double shared = ofPair.stream().mapToDouble(Contact::shared).sum();
            Contact any = ofPair.get(0);
            if (rules.agree(shared, any.a.areaOfAll, any.b.areaOfAll)) {
                ofPair.forEach(Contact::join);
            }
        }
    }

    private void joinRaggedCuts(List<Contact> contacts) {
        List<Contact> ragged = contacts.stream()
                .filter(contact -> contact.a.isLeftOverOf(contact.b, contact.shared)
                        || contact.b.isLeftOverOf(contact.a, contact.shared))
                .filter(contact ->
                        goesOn(contact.a, tileA, contact.b, tileB) || goesOn(contact.b, tileB, contact.a, tileA))
                .toList();
        ragged.forEach(Contact::join);
    }

    /** Whether the other candidate goes on behind a side of the window that cut this one. */
    private static boolean goesOn(Part cut, Tile tile, Part other, Tile otherTile) {
        for (Side side : sidesTowards(tile.id(), otherTile.id())) {
            if (cut.owner.candidate().cutSides().contains(side)
                    && beyond(cut.region.box(), tile.view(), side) >= 0
                    && beyond(other.region.box(), tile.view(), side) >= 0
                    && beyond(other.owner.box(), tile.view(), side) > 0) {
                return true;
            }
        }
        return false;
    }

    private static Set<Side> sidesTowards(TileId from, TileId to) {
        EnumSet<Side> sides = EnumSet.noneOf(Side.class);
        if (to.row() != from.row()) {
            sides.add(to.row() < from.row() ? Side.N : Side.S);
        }
        if (to.column() != from.column()) {
            sides.add(to.column() < from.column() ? Side.W : Side.E);
        }
        return sides;
    }

    /** Pixels by which a box reaches beyond a side of a window; negative when it ends before. */
    private static double beyond(Envelope box, PixelRect window, Side side) {
        return switch (side) {
            case N -> window.y() - box.getMinY();
            case E -> box.getMaxX() - window.right();
            case S -> box.getMaxY() - window.bottom();
            case W -> window.x() - box.getMinX();
        };
    }

    private List<Part> parts(List<Piece> pieces) {
        List<Part> parts = new ArrayList<>();
        for (Piece piece : pieces) {
            Region.within(piece.candidate().geometry(), strip).ifPresent(region -> {
                List<Region> regions = region.parts();
                for (Region part : regions) {
                    parts.add(new Part(piece, part, regions.size(), region.area()));
                }
            });
        }
        return parts;
    }

    private List<Contact> contacts(List<Part> partsA, List<Part> partsB) {
        HPRtree index = new HPRtree();
        for (Part part : partsB) {
            index.insert(part.region.box(), part);
        }
        List<Contact> contacts = new ArrayList<>();
        for (Part a : partsA) {
            index.query(a.region.box(), item -> {
                Part b = (Part) item;
                if (rules.sameKind(a.owner.candidate(), b.owner.candidate())) {
                    double shared = Region.sharedArea(a.region, b.region);
                    if (shared > 0) {
                        requireRoom(contacts.size());
                        contacts.add(new Contact(a, b, shared));
                    }
                }
            });
        }
        return contacts;
    }

    private void requireRoom(int contacts) {
        if (contacts == MOST_CONTACTS) {
            throw new IllegalArgumentException("shapes of tiles " + tileA.id() + " and " + tileB.id()
                    + " overlap each other in more than " + MOST_CONTACTS
                    + " pairs, which no merge can tell apart; take out the duplicates within a tile first, or raise"
                    + " minConfidence");
        }
    }

    /** A connected part of what a piece has in the strip. */
    private static final class Part {

        private final Piece owner;
        private final Region region;
        private final int siblings;
        private final double areaOfAll;
        private final List<Part> likes = new ArrayList<>(1);

        Part(Piece owner, Region region, int siblings, double areaOfAll) {
            this.owner = owner;
            this.region = region;
            this.siblings = siblings;
            this.areaOfAll = areaOfAll;
        }

        /** Whether it lies in a part of the other tile, where none of that part's likes does. */
        boolean isLeftOverOf(Part other, double shared) {
            double area = region.area();
            return likes.isEmpty()
                    && shared >= MIN_CONTAINMENT * area
                    && other.likes.stream()
                            .allMatch(like -> Region.sharedArea(region, like.region) <= (1 - MIN_CONTAINMENT) * area);
        }
    }

    private record Pair(Piece a, Piece b) {}

    private record Contact(Part a, Part b, double shared) {

        void join() {
            a.likes.add(b);
            b.likes.add(a);
            Group.join(a.owner, b.owner);
        }
    }
}
