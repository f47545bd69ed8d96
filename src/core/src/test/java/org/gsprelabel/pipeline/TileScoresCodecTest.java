package org.gsprelabel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.gsprelabel.blend.BlockId;
import org.gsprelabel.blend.ScoreBlock;
import org.gsprelabel.blend.TileBlocks;
import org.gsprelabel.blend.TileScores;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.ScoreChannels;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileScoresCodecTest {

    private static final TileGrid GRID = new TileGrid(100, 100, 16, 4);

    private final TileScoresCodec codec = new TileScoresCodec();

    @Test
    void whatIsReadEqualsWhatWasWritten() throws IOException {
        SplittableRandom random = new SplittableRandom(9);
        for (int round = 0; round < 50; round++) {
            TileScores scores = scores(random, new TileId(random.nextInt(1000), random.nextInt(1000)), 9);

            assertThat(codec.read(in(bytes(scores)))).isEqualTo(scores);
        }
        assertThat(codec.read(in(bytes(TileScores.skipped(new TileId(3, 4))))))
                .isEqualTo(TileScores.skipped(new TileId(3, 4)));
    }

    @Test
    void aRecordThatIsCutOffIsNoticedWhereverItEnds() throws IOException {
        byte[] bytes = bytes(scores(new SplittableRandom(2), new TileId(1, 2), 4));
        for (int length = 0; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> codec.read(in(part)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("record of scores ends too early");
        }
    }

    @Test
    void anotherVersionIsRefused() throws IOException {
        byte[] bytes = bytes(TileScores.skipped(new TileId(0, 0)));
        bytes[0] = 9;

        assertThatThrownBy(() -> codec.read(in(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessage("record of scores has version 9, this release reads version 1");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 200, 1 << 20})
    void aStoreGivesBackWhatWasPutWhateverItsMemory(long memory) {
        SplittableRandom random = new SplittableRandom(4);
        List<TileScores> all = new ArrayList<>();
        try (ScoreStore store = new ScoreStore(GRID, memory)) {
            for (TileId tile : TileSet.all(GRID)) {
                int blocks = (tile.row() % 7 == 0 ? 2 : 3) * (tile.column() % 7 == 0 ? 2 : 3);
                TileScores scores = random.nextInt(5) == 0 ? TileScores.skipped(tile) : scores(random, tile, blocks);
                all.add(scores);
                store.put(scores);
            }
            store.letGo(4, tile -> tile.column() == 3);

            for (TileScores scores : all) {
                TileId tile = scores.tile();
                assertThat(store.holds(tile)).isEqualTo(tile.row() >= 4 || tile.column() == 3);
                if (store.holds(tile)) {
                    assertThat(store.head(tile)).isEqualTo(scores.withoutBlocks());
                    List<BlockId> ids = TileBlocks.of(GRID, tile).ids();
                    for (int i = 0; i < ids.size(); i++) {
                        if (scores.isSkipped()) {
                            assertThat(store.block(ids.get(i))).isEmpty();
                        } else {
                            assertThat(store.block(ids.get(i)))
                                    .contains(scores.blocks().get(i));
                        }
                    }
                }
            }
        }
    }

    private static TileScores scores(SplittableRandom random, TileId tile, int blocks) {
        BitSet valid = new BitSet();
        valid.set(random.nextInt(256));
        for (int i = random.nextInt(5); i > 0; i--) {
            int from = random.nextInt(200);
            valid.flip(from, from + random.nextInt(57));
        }
        valid.set(17);
        RejectionCounts rejections = new RejectionCounts();
        rejections.add(Rejection.NOT_FINITE, random.nextInt(3));
        List<ScoreBlock> made = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            made.add(ScoreBlock.of(List.of(plane(random), plane(random))));
        }
        return new TileScores(tile, valid, new ScoreChannels(2, random.nextBoolean(), -1, 1), rejections, made);
    }

    private static byte[] plane(SplittableRandom random) {
        byte[] plane = new byte[random.nextInt(40)];
        random.nextBytes(plane);
        return plane;
    }

    private byte[] bytes(TileScores scores) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        codec.write(scores, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }
}
