package org.gsprelabel.shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;

/**
 * The outlines in a block as one graph, in which an edge that several polygons share exists once.
 *
 * <p>Where a vertex of one outline lies on an edge of another that is parallel to an axis, as at the T-junctions of pixel
 * edges, that edge gets the vertex, too. Vertices that have not exactly two neighbours are nodes.
 */
final class OutlineGraph {

    private static final int NONE = -1;

    final Block block;
    final Coordinate[] vertices;
    /** The two neighbours of a vertex that has two, at twice its number and behind it. */
    final int[] neighbours;

    final BitSet live = new BitSet();
    private final int[][] chains;
    private final BitSet nodes = new BitSet();
    private final Set<Long> edges = new HashSet<>();

    OutlineGraph(Block block, List<List<Coordinate>> outlines) {
        this.block = block;
        Map<Coordinate, Integer> numbers = new HashMap<>();
        chains = new int[outlines.size()][];
        for (int i = 0; i < chains.length; i++) {
            chains[i] = outlines.get(i).stream()
                    .mapToInt(vertex -> numbers.computeIfAbsent(vertex, key -> numbers.size()))
                    .toArray();
        }
        vertices = new Coordinate[numbers.size()];
        numbers.forEach((vertex, number) -> vertices[number] = vertex);
        live.set(0, vertices.length);
        Line rows = new Line(Comparator.comparingDouble((Coordinate c) -> c.y).thenComparingDouble(c -> c.x));
        Line columns =
                new Line(Comparator.comparingDouble((Coordinate c) -> c.x).thenComparingDouble(c -> c.y));
        for (int i = 0; i < chains.length; i++) {
            chains[i] = divided(chains[i], rows, columns);
        }
        neighbours = new int[2 * vertices.length];
        connect();
    }

    /** All vertices in one order, and the place of each in it. */
    private final class Line {
        private final int[] order;
        private final int[] place;

        Line(Comparator<Coordinate> comparator) {
            Integer[] sorted = new Integer[vertices.length];
            Arrays.setAll(sorted, i -> i);
            Arrays.sort(sorted, (a, b) -> comparator.compare(vertices[a], vertices[b]));
            order = new int[sorted.length];
            place = new int[sorted.length];
            for (int i = 0; i < sorted.length; i++) {
                order[i] = sorted[i];
                place[sorted[i]] = i;
            }
        }

        /** Adds what lies between two vertices of one line, and the second. */
        void addUpTo(int from, int to, List<Integer> chain) {
            int step = place[from] < place[to] ? 1 : -1;
            for (int i = place[from] + step; i != place[to]; i += step) {
                chain.add(order[i]);
            }
            chain.add(to);
        }
    }

    private int[] divided(int[] chain, Line rows, Line columns) {
        List<Integer> divided = new ArrayList<>(chain.length);
        divided.add(chain[0]);
        for (int i = 1; i < chain.length; i++) {
            Coordinate a = vertices[chain[i - 1]];
            Coordinate b = vertices[chain[i]];
            if (a.y == b.y) {
                rows.addUpTo(chain[i - 1], chain[i], divided);
            } else if (a.x == b.x) {
                columns.addUpTo(chain[i - 1], chain[i], divided);
            } else {
                divided.add(chain[i]);
            }
        }
        return divided.stream().mapToInt(Integer::intValue).toArray();
    }

    private void connect() {
        int[] degrees = new int[vertices.length];
        Arrays.fill(neighbours, NONE);
        for (int[] chain : chains) {
            for (int i = 1; i < chain.length; i++) {
                if (edges.add(key(chain[i - 1], chain[i]))) {
                    addNeighbour(chain[i - 1], chain[i], degrees);
                    addNeighbour(chain[i], chain[i - 1], degrees);
                }
            }
        }
        for (int vertex = 0; vertex < degrees.length; vertex++) {
            // On a border, the rest of the edges is the neighbour's to know; one edge alone just goes on there.
            boolean onBorder = Block.isOnBorder(vertices[vertex].x, vertices[vertex].y);
            nodes.set(vertex, onBorder ? degrees[vertex] > 1 : degrees[vertex] != 2);
        }
    }

    private void addNeighbour(int vertex, int neighbour, int[] degrees) {
        if (degrees[vertex] < 2) {
            neighbours[2 * vertex + degrees[vertex]] = neighbour;
        }
        degrees[vertex]++;
    }

    private static long key(int a, int b) {
        return (long) Math.min(a, b) << 32 | Math.max(a, b);
    }

    boolean hasEdge(int a, int b) {
        return edges.contains(key(a, b));
    }

    /** Whether a vertex may leave its place. */
    boolean isMovable(int vertex) {
        return !nodes.get(vertex) && !Block.isOnBorder(vertices[vertex].x, vertices[vertex].y);
    }

    int chainCount() {
        return chains.length;
    }

    /** The live vertices of a chain; of a whole ring, the first is not repeated at the end. */
    int[] liveVertices(int chain) {
        int[] all = chains[chain];
        int[] kept = new int[all.length];
        int count = 0;
        for (int i = 0; i < all.length - (isRing(chain) ? 1 : 0); i++) {
            if (live.get(all[i])) {
                kept[count++] = all[i];
            }
        }
        return Arrays.copyOf(kept, count);
    }

    boolean isRing(int chain) {
        return chains[chain][0] == chains[chain][chains[chain].length - 1];
    }

    boolean startsAtNode(int chain) {
        return nodes.get(chains[chain][0]);
    }

    boolean endsAtNode(int chain) {
        return nodes.get(chains[chain][chains[chain].length - 1]);
    }

    /** Takes a movable vertex out; its neighbours become neighbours of each other. */
    void remove(int vertex) {
        int a = neighbours[2 * vertex];
        int b = neighbours[2 * vertex + 1];
        live.clear(vertex);
        edges.remove(key(a, vertex));
        edges.remove(key(vertex, b));
        edges.add(key(a, b));
        replaceNeighbour(a, vertex, b);
        replaceNeighbour(b, vertex, a);
    }

    private void replaceNeighbour(int vertex, int old, int neighbour) {
        if (neighbours[2 * vertex] == old) {
            neighbours[2 * vertex] = neighbour;
        } else if (neighbours[2 * vertex + 1] == old) {
            neighbours[2 * vertex + 1] = neighbour;
        }
    }
}
