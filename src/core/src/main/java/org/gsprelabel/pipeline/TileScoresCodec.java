package org.gsprelabel.pipeline;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.gsprelabel.blend.ScoreBlock;
import org.gsprelabel.blend.TileScores;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.ScoreChannels;
import org.gsprelabel.tile.TileId;

/** Scores of tiles to bytes and back: what a remote worker hands over before tiles are blended. */
public final class TileScoresCodec implements Codec<TileScores> {

    static final int VERSION = 1;

    private final RejectionCodec rejections = new RejectionCodec();
    private final ScoreBlockCodec blocks = new ScoreBlockCodec();

    @Override
    public void write(TileScores scores, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        VarInts.writeUnsigned(scores.tile().row(), out);
        VarInts.writeUnsigned(scores.tile().column(), out);
        writeRuns(scores.valid(), out);
        ScoreChannels channels = scores.channels();
        VarInts.writeUnsigned(channels.count(), out);
        out.writeBoolean(channels.exclusive());
        VarInts.writeSigned(channels.background(), out);
        VarInts.writeUnsigned(channels.firstClass(), out);
        rejections.write(scores.rejections(), out);
        VarInts.writeUnsigned(scores.blocks().size(), out);
        for (ScoreBlock block : scores.blocks()) {
            blocks.write(block, out);
        }
    }

    @Override
    public TileScores read(DataInput in) throws IOException {
        try {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IOException(
                        "record of scores has version " + version + ", this release reads version " + VERSION);
            }
            TileId tile = new TileId(VarInts.readInt("tile row", in), VarInts.readInt("tile column", in));
            BitSet valid = readRuns(in);
            ScoreChannels channels = new ScoreChannels(
                    VarInts.readInt("number of channels", in),
                    in.readBoolean(),
                    Math.toIntExact(VarInts.readSigned(in)),
                    VarInts.readInt("first class", in));
            RejectionCounts counts = rejections.read(in);
            int count = VarInts.readInt("number of blocks", in);
            List<ScoreBlock> read = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                read.add(blocks.read(in));
            }
            return new TileScores(tile, valid, channels, counts, read);
        } catch (EOFException e) {
            throw new IOException("record of scores ends too early", e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException("record of scores is damaged: " + e.getMessage(), e);
        }
    }

    /** Lengths of the runs of bits that are not set and that are, in turn. */
    private static void writeRuns(BitSet bits, DataOutput out) throws IOException {
        List<Integer> lengths = new ArrayList<>();
        int at = 0;
        while (at < bits.length()) {
            int start = bits.nextSetBit(at);
            int end = bits.nextClearBit(start);
            lengths.add(start - at);
            lengths.add(end - start);
            at = end;
        }
        VarInts.writeUnsigned(lengths.size(), out);
        for (int length : lengths) {
            VarInts.writeUnsigned(length, out);
        }
    }

    private static BitSet readRuns(DataInput in) throws IOException {
        int runs = VarInts.readInt("number of runs", in);
        BitSet bits = new BitSet();
        int at = 0;
        for (int i = 0; i < runs; i++) {
            int end = Math.addExact(at, VarInts.readInt("length of a run", in));
            bits.set(at, end, i % 2 == 1);
            at = end;
        }
        return bits;
    }
}
