package org.gsprelabel.pipeline;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gsprelabel.blend.ScoreBlock;

/** Blocks of scores to bytes and back. */
final class ScoreBlockCodec implements Codec<ScoreBlock> {

    @Override
    public void write(ScoreBlock block, DataOutput out) throws IOException {
        VarInts.writeUnsigned(block.channels(), out);
        for (int channel = 0; channel < block.channels(); channel++) {
            VarInts.writeBytes(block.plane(channel), out);
        }
    }

    @Override
    public ScoreBlock read(DataInput in) throws IOException {
        int channels = VarInts.readInt("number of channels", in);
        List<byte[]> planes = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            planes.add(VarInts.readBytes("plane of scores", in));
        }
        return ScoreBlock.of(planes);
    }
}
