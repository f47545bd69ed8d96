package org.gsprelabel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.tile.TileId;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class TileResultCodecTest {

    private static final TileResultCodec CODEC = new TileResultCodec();

    @Test
    void whatIsReadEqualsWhatWasWritten() throws IOException {
        RejectionCounts rejections = new RejectionCounts();
        rejections.add(Rejection.LOW_CONFIDENCE, 5_000_000_000L);
        rejections.add(Rejection.NODATA);
        TileResult result = new TileResult(new TileId(3, 70), false, 612, RandomCandidates.of(600, 1), rejections);

        TileResult read = CODEC.read(input(bytes(CODEC, result)));

        assertThat(read).isEqualTo(result);
        for (int i = 0; i < result.candidates().size(); i++) {
            assertThat(read.candidates()
                            .get(i)
                            .geometry()
                            .equalsExact(result.candidates().get(i).geometry(), 0))
                    .isTrue();
        }
    }

    @Test
    void aSkippedTileIsReadAsSkipped() throws IOException {
        TileResult skipped = TileResult.skipped(new TileId(0, 9));

        assertThat(CODEC.read(input(bytes(CODEC, skipped)))).isEqualTo(skipped);
    }

    @Test
    void valuesInARowAreReadOneAfterTheOther() throws IOException {
        List<Candidate> candidates = RandomCandidates.of(50, 2);
        CandidateCodec codec = new CandidateCodec();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Candidate candidate : candidates) {
            codec.write(candidate, new DataOutputStream(bytes));
        }

        DataInputStream in = input(bytes.toByteArray());

        for (Candidate candidate : candidates) {
            assertThat(codec.read(in)).isEqualTo(candidate);
        }
        assertThat(in.available()).isZero();
    }

    @Test
    void aSquareOfWholePixelsTakesTwoBytesAVertex() throws IOException, ParseException {
        Candidate candidate = new Candidate(
                new WKTReader().read("POLYGON ((10 10, 10 50, 50 50, 50 10, 10 10))"),
                "tree",
                0.5,
                new TileId(1, 1),
                Set.of(),
                1);

        // version, row, column, sides, pieces; confidence; length and text of the class; origin; kind, rings, vertices,
        // form
        assertThat(bytes(new CandidateCodec(), candidate)).hasSize(5 + 8 + 5 + 1 + 4 + 5 * 2);
    }

    @Test
    void negativeZeroKeepsItsSign() throws IOException, ParseException {
        Candidate candidate = new Candidate(
                new WKTReader().read("POLYGON ((0 0, 0 5, 5 5, 0 0))"), "tree", 0.5, new TileId(1, 1), Set.of(), 1);
        candidate.geometry().getCoordinate().x = -0.0;

        Candidate read = new CandidateCodec().read(input(bytes(new CandidateCodec(), candidate)));

        assertThat(1 / read.geometry().getCoordinate().x).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void everyTruncationIsReported() throws IOException {
        byte[] whole = bytes(
                CODEC, new TileResult(new TileId(3, 70), false, 9, RandomCandidates.of(3, 3), new RejectionCounts()));

        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> CODEC.read(input(part)))
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith("record ends too early");
        }
    }

    @Test
    void anotherVersionIsRefused() throws IOException {
        byte[] bytes = bytes(CODEC, TileResult.skipped(new TileId(0, 0)));
        bytes[0] = 9;

        assertThatThrownBy(() -> CODEC.read(input(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessage("tile record has version 9, this release reads version 1");
    }

    @Test
    void damagedBytesGiveAnotherValueOrAnIoExceptionButNothingElse() throws IOException {
        TileResult result =
                new TileResult(new TileId(3, 70), false, 9, RandomCandidates.of(3, 4), new RejectionCounts());
        byte[] whole = bytes(CODEC, result);
        Random random = new Random(5);
        int refused = 0;

        for (int i = 0; i < 5000; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(CODEC.read(input(damaged))).isNotNull();
            } catch (IOException e) {
                assertThat(e.getMessage()).contains("record");
                refused++;
            }
        }

        assertThat(refused).isPositive();
    }

    private static <T> byte[] bytes(Codec<T> codec, T value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        codec.write(value, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static DataInputStream input(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }
}
