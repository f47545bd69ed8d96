package org.gsprelabel.model;

import java.util.List;

/**
 * The image input of a model: {@code value = (unit * scale - mean) / std} with unit = the raw sample mapped to 0..1.
 *
 * @param input name of the tensor
 * @param bands numbers of the raster's bands in channel order, from 1; their number is the number of channels C
 * @param valueRange raw samples to 0..1
 * @param scale factor after the value range, e.g. 255 when mean and std are given for 0..255
 * @param mean one value a channel, or one for all
 * @param std one value a channel, or one for all; none is 0
 * @param layout order of the tensor's axes
 */
public record ImageSpec(
        String input,
        List<Integer> bands,
        ValueRange valueRange,
        double scale,
        List<Double> mean,
        List<Double> std,
        Layout layout) {

    /** Order of the axes of an image tensor: N items, C channels, H rows, W columns. */
    public enum Layout {
        /** Items, each channel by channel: the usual one. */
        NCHW,
        /** One image, channel by channel. */
        CHW,
        /** One image, pixel by pixel. */
        HWC;

        /** Whether several images go into one tensor. */
        public boolean hasBatchAxis() {
            return axis('N') >= 0;
        }

        /** Number of axes. */
        public int rank() {
            return name().length();
        }

        /**
         * Index of an axis, -1 where there is no such axis.
         *
         * @param letter N, C, H or W
         */
        public int axis(char letter) {
            return name().indexOf(letter);
        }

        /**
         * The shape of a tensor.
         *
         * @param items number of images; 1 where there is no batch axis
         */
        public long[] shape(int items, int channels, int height, int width) {
            if (items != 1 && !hasBatchAxis()) {
                throw new IllegalArgumentException("a tensor " + name() + " holds 1 image, got " + items);
            }
            return switch (this) {
                case NCHW -> new long[] {items, channels, height, width};
                case CHW -> new long[] {channels, height, width};
                case HWC -> new long[] {height, width, channels};
            };
        }
    }

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

    /** In the layout NCHW. */
    public ImageSpec(
            String input,
            List<Integer> bands,
            ValueRange valueRange,
            double scale,
            List<Double> mean,
            List<Double> std) {
        this(input, bands, valueRange, scale, mean, std, Layout.NCHW);
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
