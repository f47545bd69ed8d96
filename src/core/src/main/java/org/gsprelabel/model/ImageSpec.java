package org.gsprelabel.model;

import java.util.List;

/**
 * The image input of a model: {@code value = (unit * scale - mean) / std} with unit = the raw sample mapped to 0..1.
 *
 * @param input name of the tensor, f32 {@code [N,C,H,W]}
 * @param bands numbers of the raster's bands in channel order, from 1; their number is the number of channels C
 * @param valueRange raw samples to 0..1
 * @param scale factor after the value range, e.g. 255 when mean and std are given for 0..255
 * @param mean one value a channel, or one for all
 * @param std one value a channel, or one for all; none is 0
 */
public record ImageSpec(
        String input, List<Integer> bands, ValueRange valueRange, double scale, List<Double> mean, List<Double> std) {

    public ImageSpec {
        bands = List.copyOf(bands);
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (bands.isEmpty() || bands.stream().anyMatch(band -> band < 1)) {
            throw new IllegalArgumentException("image.bands must name at least one band, counted from 1, got " + bands);
        }
        if (!(scale > 0) || !Double.isFinite(scale)) {
            throw new IllegalArgumentException("image.scale must be positive, got " + scale);
        }
        requirePerChannel("image.mean", mean, bands.size());
        requirePerChannel("image.std", std, bands.size());
        if (std.stream().anyMatch(value -> value == 0)) {
            throw new IllegalArgumentException("image.std must not contain 0, got " + std);
        }
    }

    public int channels() {
        return bands.size();
    }

    public double mean(int channel) {
        return mean.get(mean.size() == 1 ? 0 : channel);
    }

    public double std(int channel) {
        return std.get(std.size() == 1 ? 0 : channel);
    }

    private static void requirePerChannel(String field, List<Double> values, int channels) {
        if (values.size() != 1 && values.size() != channels) {
            throw new IllegalArgumentException(
                    field + " must have 1 value or one for each of the " + channels + " channels, got " + values);
        }
        if (values.stream().anyMatch(value -> !Double.isFinite(value))) {
            throw new IllegalArgumentException(field + " must be finite, got " + values);
        }
    }
}
