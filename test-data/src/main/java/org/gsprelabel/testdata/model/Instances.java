package org.gsprelabel.testdata.model;

import static org.gsprelabel.testdata.model.GraphBuilder.attribute;
import static org.gsprelabel.testdata.model.GraphBuilder.attributes;

import java.util.List;

/**
 * Takes roofs apart into instances, inside a graph, on cells of 4 x 4 pixels.
 *
 * <p>A <b>core</b> cell is covered by roof almost wholly; cores of different roofs never share a side, even where the gap
 * between the roofs is 2 pixels. Cores get the label of their connected region by spreading the greatest cell number
 * until nothing changes; labels then grow over the partly covered cells at the eaves, each of which goes to one roof.
 * Bounding boxes are collected to the pixel: from the eaves to the core, through the core, and back.
 */
final class Instances {

    static final int CELL = 4;

    private static final int CLASSES = ColourNet.CLASSES.size() - 1;
    private static final double CORE_COVER = 0.85;
    private static final int EAVES = 2;

    private final GraphBuilder graph;

    private Instances(GraphBuilder graph) {
        this.graph = graph;
    }

    /**
     * Values of cells; each but the first is [N, ?, H/4, W/4]. Cells that belong to no roof hold 0 where nothing else is said.
     *
     * @param roof [N, 1, H, W], 1 on pixels of roofs
     * @param numbers [1, 1, H/4, W/4], the number of each cell from 1, row by row
     * @param labels 1 channel, the greatest cell number in the core of the cell's roof
     * @param owned 1 channel, 1 on cells that belong to a roof
     * @param corners 4 channels, the bounding box of the cell's roof in pixels: left, top, right, bottom
     * @param scores 3 channels, the confidence of the roof for its class, 0 for the other classes
     * @param cover 1 channel, from -1 (no roof) to 1 (roof), 0 at the outline; given everywhere
     */
    record Cells(
            String roof, String numbers, String labels, String owned, String corners, String scores, String cover) {}

    /** @param image [N, 3, H, W], red, green and blue from 0 to 1; H and W multiples of 32 */
    static Cells find(GraphBuilder graph, ColourNet net, String image) {
        return new Instances(graph).find(net.scores(graph, image));
    }

    /** Which roof each cell belongs to, without what is to be known of the roof. */
    private record Regions(String roof, String numbers, String core, String labels, String owned) {}

    /**
     * Which roof each cell belongs to, and how far it is covered, without the boxes and the scores: much less to compute.
     *
     * @param labels as {@link #widened} gives them
     * @param cover as in {@link Cells}
     */
    record Masks(String labels, String cover) {}

    /** @param image [N, 3, H, W], red, green and blue from 0 to 1; H and W multiples of 4 */
    static Masks masks(GraphBuilder graph, ColourNet net, String image) {
        Instances instances = new Instances(graph);
        ColourNet.Scores pixels = net.scores(graph, image);
        Regions regions = instances.regions(pixels);
        return new Masks(instances.widened(regions.labels()), instances.cover(pixels));
    }

    private Regions regions(ColourNet.Scores pixels) {
        String roof = graph.greater(pixels.roofness(), graph.scalar(0));
        String covered = graph.averageBlocks(roof, CELL);
        String core = graph.greater(covered, graph.scalar(CORE_COVER));
        String eaves = graph.greater(covered, graph.scalar(0.01));

        String numbers = cellNumbers(core);
        String coreLabels = spread(graph.node("Mul", numbers, core), core);
        String labels = GraphBuilder.times(EAVES, coreLabels, value -> grown(value, eaves));
        return new Regions(roof, numbers, core, labels, graph.greater(labels, graph.scalar(0)));
    }

    private String cover(ColourNet.Scores pixels) {
        String soft = graph.node("Clip", pixels.roofness(), graph.scalar(-2), graph.scalar(2));
        return graph.averageBlocks(graph.node("Div", soft, graph.scalar(2)), CELL);
    }

    private Cells find(ColourNet.Scores pixels) {
        Regions regions = regions(pixels);
        String core = regions.core();
        String owned = regions.owned();
        String own = graph.concat(1, extents(regions.roof()), meanProbabilities(pixels));
        String sameRoof = sameLabelAsNeighbours(regions.labels(), owned);
        String gathered =
                GraphBuilder.times(EAVES, graph.node("Mul", own, owned), value -> maxOfNeighbours(value, sameRoof));
        String throughCore = spread(graph.node("Mul", gathered, core), core);
        String shared = GraphBuilder.times(
                EAVES, graph.node("Max", gathered, throughCore), value -> maxOfNeighbours(value, sameRoof));
        String cover = cover(pixels);
        return new Cells(
                regions.roof(),
                regions.numbers(),
                regions.labels(),
                owned,
                corners(shared, regions.roof(), owned),
                bestScore(shared),
                cover);
    }

    /** Labels that reach a little further than the roofs, so that outlines between cells can be interpolated. */
    static String widened(GraphBuilder graph, Cells cells) {
        return new Instances(graph).widened(cells.labels());
    }

    private String widened(String labels) {
        String everywhere = graph.scalar(1);
        return GraphBuilder.times(2, labels, value -> grown(value, everywhere));
    }

    private String cellNumbers(String cells) {
        String rowStart = graph.node("Mul", graph.ramp(cells, 2), graph.size(cells, 3));
        return graph.node("Add", graph.node("Add", rowStart, graph.ramp(cells, 3)), graph.scalar(1));
    }

    /** Each region of the mask takes its greatest value; neighbours share a side. */
    private String spread(String value, String mask) {
        return graph.untilStable(value, (body, state) -> {
            String cross = body.node("Max", body.maxPool(state, 1, 3), body.maxPool(state, 3, 1));
            return body.node("Mul", cross, mask);
        });
    }

    private String grown(String labels, String where) {
        String offered = graph.node("Mul", graph.maxPool(labels, 3, 3), where);
        return graph.node("Where", graph.node("Greater", labels, graph.scalar(0)), labels, offered);
    }

    /** How far roof pixels of a cell reach: from the right edge, from the lower edge, from the left, from the top. */
    private String extents(String roof) {
        String column = graph.ramp(roof, 3);
        String row = graph.ramp(roof, 2);
        String one = graph.scalar(1);
        return graph.concat(
                1,
                reach(roof, graph.node("Sub", graph.size(roof, 3), column)),
                reach(roof, graph.node("Sub", graph.size(roof, 2), row)),
                reach(roof, graph.node("Add", column, one)),
                reach(roof, graph.node("Add", row, one)));
    }

    private String reach(String roof, String distance) {
        return graph.maxBlocks(graph.node("Mul", roof, distance), CELL);
    }

    /** Class probabilities, averaged over about 20 x 20 pixels. */
    private String meanProbabilities(ColourNet.Scores pixels) {
        String background = graph.node("Mul", pixels.roofness(), graph.scalar(0));
        String logits = graph.concat(1, background, graph.node("Add", pixels.roofness(), pixels.classes()));
        String probabilities = graph.node("Softmax", List.of(logits), attribute("axis", 1));
        String roofs = graph.slice(probabilities, 1, 1, Long.MAX_VALUE, 1);
        return graph.average(graph.averageBlocks(roofs, CELL), 5);
    }

    /** [N, 1, 8, h, w]: 1 for each neighbour that belongs to the same roof as the cell. */
    private String sameLabelAsNeighbours(String labels, String owned) {
        String axis = graph.longs(2);
        String equal = graph.toFloat(graph.node("Equal", neighbours(labels), graph.node("Unsqueeze", labels, axis)));
        return graph.node("Mul", equal, graph.node("Unsqueeze", owned, axis));
    }

    private String maxOfNeighbours(String value, String sameRoof) {
        String masked = graph.node("Mul", neighbours(value), sameRoof);
        String greatest = graph.node("ReduceMax", List.of(masked), attributes("axes", 2), attribute("keepdims", 0));
        return graph.node("Max", value, greatest);
    }

    /** [N, C, h, w] to [N, C, 8, h, w]. Slices and not a convolution, which some devices round. */
    private String neighbours(String value) {
        String padded = graph.node("Pad", value, graph.longs(0, 0, 1, 1, 0, 0, 1, 1));
        String[] shifted = new String[8];
        int count = 0;
        for (int dy = 0; dy < 3; dy++) {
            for (int dx = 0; dx < 3; dx++) {
                if (dy != 1 || dx != 1) {
                    String rows = graph.slice(padded, 2, dy, dy == 2 ? Long.MAX_VALUE : dy - 2, 1);
                    String cell = graph.slice(rows, 3, dx, dx == 2 ? Long.MAX_VALUE : dx - 2, 1);
                    shifted[count++] = graph.node("Unsqueeze", cell, graph.longs(2));
                }
            }
        }
        return graph.concat(2, shifted);
    }

    private String corners(String shared, String roof, String owned) {
        String left = graph.node("Sub", graph.size(roof, 3), graph.slice(shared, 1, 0, 1, 1));
        String top = graph.node("Sub", graph.size(roof, 2), graph.slice(shared, 1, 1, 2, 1));
        String corners = graph.concat(1, left, top, graph.slice(shared, 1, 2, 4, 1));
        return graph.node("Mul", corners, owned);
    }

    private String bestScore(String shared) {
        String scores = graph.slice(shared, 1, 4, 4 + CLASSES, 1);
        String best = graph.reduceMax(scores, 1);
        return graph.node("Mul", scores, graph.toFloat(graph.node("GreaterOrEqual", scores, best)));
    }
}
