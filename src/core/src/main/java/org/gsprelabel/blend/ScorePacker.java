package org.gsprelabel.blend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.ScoreChannels;
import org.gsprelabel.detect.ScoreMap;

/**
 * Makes whole numbers of the scores of a window and packs them, block by block.
 *
 * <p>Of pixels that no other tile sees, only what decides about them is kept: where classes exclude each other, the
 * largest score (the first of equal ones, and simply 1 for the background, whose score nobody asks for); else the scores
 * above one half. All others become 0, which changes no decision and packs to next to nothing. Where classes do not
 * exclude each other, the background is 0 everywhere.
 *
 * <p>Where classes exclude each other, a pixel that lacks the score of one has none at all. Each class map that lacks a
 * score (all exclusive classes are one map) counts once as {@link Rejection#NOT_FINITE}.
 */
public final class ScorePacker {

    private final ScoreMap map;
    private final ScoreChannels channels;
    private final float[] line;
    private final int[][] lines;
    private final BitSet lacking = new BitSet();

    private ScorePacker(ScoreMap map) {
        this.map = map;
        this.channels = map.channels();
        this.line = new float[map.width()];
        this.lines = new int[channels.count()][map.width()];
    }

    /**
     * Packs the scores of a tile.
     *
     * @param valid valid pixels of its window
     */
    public static TileScores pack(TileBlocks layout, BitSet valid, ScoreMap map) {
        ScorePacker packer = new ScorePacker(map);
        List<ScoreBlock> blocks = new ArrayList<>();
        for (Span rows : layout.rows()) {
            packer.pack(rows, layout.columns(), blocks);
        }
        RejectionCounts rejections = new RejectionCounts();
        rejections.add(
                Rejection.NOT_FINITE,
                packer.channels.exclusive() ? Math.min(1, packer.lacking.cardinality()) : packer.lacking.cardinality());
        return new TileScores(layout.tile(), valid, map.channels(), rejections, blocks);
    }

    private void pack(Span rows, List<Span> columns, List<ScoreBlock> blocks) {
        PlaneWriter[][] writers = new PlaneWriter[columns.size()][channels.count()];
        for (PlaneWriter[] ofBlock : writers) {
            Arrays.setAll(ofBlock, channel -> new PlaneWriter());
        }
        for (int row = rows.start(); row < rows.end(); row++) {
            read(row);
            for (int i = 0; i < columns.size(); i++) {
                Span span = columns.get(i);
                if (rows.side() == 0 && span.side() == 0) {
                    keepWhatDecides(span.start(), span.end());
                }
                for (int channel = 0; channel < lines.length; channel++) {
                    writers[i][channel].add(lines[channel], span.start(), span.end());
                }
            }
        }
        for (PlaneWriter[] ofBlock : writers) {
            blocks.add(ScoreBlock.of(
                    Arrays.stream(ofBlock).map(PlaneWriter::finish).toList()));
        }
    }

    /** Reads a row of all channels into the lines. */
    private void read(int row) {
        boolean complete = true;
        for (int channel = 0; channel < lines.length; channel++) {
            if (!channels.exclusive() && channel == channels.background()) {
                continue;
            }
            map.rows().read(channel, row, line);
            int[] target = lines[channel];
            int largest = 0;
            for (int column = 0; column < target.length; column++) {
                target[column] = Scores.of(line[column]);
                largest = Math.max(largest, target[column]);
            }
            if (largest == Scores.NONE) {
                lacking.set(channel);
                complete = false;
            }
        }
        if (channels.exclusive() && !complete) {
            spreadLack();
        }
    }

    private void spreadLack() {
        for (int column = 0; column < map.width(); column++) {
            boolean lacks = false;
            for (int[] scores : lines) {
                lacks |= scores[column] == Scores.NONE;
            }
            if (lacks) {
                for (int[] scores : lines) {
                    scores[column] = Scores.NONE;
                }
            }
        }
    }

    private void keepWhatDecides(int from, int to) {
        if (channels.exclusive()) {
            for (int column = from; column < to; column++) {
                keepLargest(column);
            }
            return;
        }
        for (int[] scores : lines) {
            for (int column = from; column < to; column++) {
                scores[column] = scores[column] > Scores.HALF ? scores[column] : 0;
            }
        }
    }

    private void keepLargest(int column) {
        int winner = 0;
        int largest = lines[0][column];
        for (int channel = 1; channel < lines.length; channel++) {
            int score = lines[channel][column];
            if (score > largest) {
                lines[winner][column] = 0;
                winner = channel;
                largest = score;
            } else if (score != Scores.NONE) {
                lines[channel][column] = 0;
            }
        }
        if (winner == channels.background() && largest != Scores.NONE) {
            lines[winner][column] = Scores.FULL;
        }
    }
}
