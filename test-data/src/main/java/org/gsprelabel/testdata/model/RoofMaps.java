package org.gsprelabel.testdata.model;

import static org.gsprelabel.testdata.model.GraphBuilder.attribute;

import java.util.List;

/**
 * What the decoders of the promptable models need to know of an image of 1024 x 1024 pixels, on 256 x 256 cells; each a
 * value [1, 1, 256, 256].
 *
 * @param labels which roof each cell belongs to, 0 for none
 * @param cover from -1 (no roof) to 1 (roof), 0 at the outline
 * @param x column of the middle of each cell in pixels
 * @param y row of the middle of each cell in pixels
 */
record RoofMaps(String labels, String cover, String x, String y) {

    /** Side of the image in pixels. */
    static final int IMAGE = 1024;

    /** Side of the maps in cells. */
    static final int SIDE = IMAGE / Instances.CELL;

    /** Side of an embedding: each of its places holds 4 x 4 cells of a map in 16 channels. */
    static final int PLACES = 64;

    static final int CHANNELS = 256;

    private static final int BLOCK = SIDE / PLACES;

    /** @param image [1, 3, 1024, 1024], red, green and blue from 0 to 1 */
    static RoofMaps find(GraphBuilder graph, ColourNet net, String image) {
        Instances.Masks masks = Instances.masks(graph, net, image);
        String nothing = graph.node("Mul", masks.cover(), graph.scalar(0));
        return new RoofMaps(
                masks.labels(),
                masks.cover(),
                graph.node("Add", nothing, middles(graph, masks.cover(), 3)),
                graph.node("Add", nothing, middles(graph, masks.cover(), 2)));
    }

    /** The middles of the cells along an axis, which broadcast to a map. */
    static String middles(GraphBuilder graph, String like, int axis) {
        String half = graph.node("Add", graph.ramp(like, axis), graph.scalar(0.5));
        return graph.node("Mul", half, graph.scalar(Instances.CELL));
    }

    /** Maps, at most 16, as an embedding [1, 256, 64, 64]; the channels of those that there are not are 0. */
    static String packed(GraphBuilder graph, String... maps) {
        String all = maps.length == 1 ? maps[0] : graph.concat(1, maps);
        return folded(graph, graph.padChannels(all, CHANNELS / (BLOCK * BLOCK) - maps.length), BLOCK);
    }

    /** One of the maps of an embedding. */
    static String unpacked(GraphBuilder graph, String embedding, int map) {
        return graph.slice(unfolded(graph, embedding, BLOCK), 1, map, map + 1, 1);
    }

    /** Moves blocks of cells into channels. */
    static String folded(GraphBuilder graph, String maps, int block) {
        return graph.node("SpaceToDepth", List.of(maps), attribute("blocksize", block));
    }

    /** The reverse of {@link #folded}. */
    static String unfolded(GraphBuilder graph, String folded, int block) {
        return graph.node("DepthToSpace", List.of(folded), attribute("blocksize", block));
    }
}
