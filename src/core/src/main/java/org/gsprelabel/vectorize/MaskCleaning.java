package org.gsprelabel.vectorize;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gsprelabel.tile.PixelRect;

/**
 * What is done to masks before they become polygons: steps, one after the other.
 *
 * @param steps in order; none leaves masks as they are
 */
public record MaskCleaning(List<Step> steps) {

    /** Leaves masks as they are. */
    public static final MaskCleaning NONE = new MaskCleaning(List.of());

    /** Largest radius in pixels: no overlap of tiles that is usual gives room to more. */
    public static final double MAX_RADIUS = 256;

    /** What a step does. */
    public enum Operation {
        /** {@link MaskMorphology#erode}. */
        ERODE,
        /** {@link MaskMorphology#dilate}. */
        DILATE,
        /** {@link MaskMorphology#open}. */
        OPEN,
        /** {@link MaskMorphology#close}. */
        CLOSE,
        /** {@link MaskRegions#fill}. */
        FILL,
        /** {@link MaskRegions#remove}. */
        REMOVE;

        boolean takesArea() {
            return this == FILL || this == REMOVE;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One step.
     *
     * @param operation what is done
     * @param amount radius in pixels, 1 to {@value #MAX_RADIUS}; of {@link Operation#FILL} and {@link Operation#REMOVE}, the largest
     *     area in pixels that goes, a whole number from 1
     */
    public record Step(Operation operation, double amount) {

        public Step {
            boolean allowed = operation.takesArea()
                    ? amount >= 1 && amount <= Integer.MAX_VALUE && amount == Math.rint(amount)
                    : amount >= 1 && amount <= MAX_RADIUS;
            if (!allowed) {
                throw new IllegalArgumentException("maskCleaning " + operation.word() + " must be "
                        + (operation.takesArea()
                                ? "an area of at least 1 whole pixel"
                                : "a radius of 1 to " + (int) MAX_RADIUS + " pixels")
                        + ", got " + amount + " pixels");
            }
        }

        /** How far from a side of the window a pixel may depend on what lies behind it. An area counts as a square. */
        int reach() {
            return switch (operation) {
                case ERODE, DILATE -> MaskMorphology.reach(amount);
                case OPEN, CLOSE -> 2 * MaskMorphology.reach(amount);
                case FILL, REMOVE -> (int) Math.ceil(Math.sqrt(amount));
            };
        }

        BitMask apply(BitMask mask, PixelRect window) {
            return switch (operation) {
                case ERODE -> MaskMorphology.erode(mask, window, amount);
                case DILATE -> MaskMorphology.dilate(mask, window, amount);
                case OPEN -> MaskMorphology.open(mask, window, amount);
                case CLOSE -> MaskMorphology.close(mask, window, amount);
                case FILL -> MaskRegions.fill(mask, (long) amount);
                case REMOVE -> MaskRegions.remove(mask, window, (long) amount);
            };
        }
    }

    private static final Pattern AMOUNT = Pattern.compile("([0-9.]+)(m2|m|)");

    public MaskCleaning {
        steps = List.copyOf(steps);
    }

    /**
     * Reads steps as in {@code open=1, close=0.5m, fill=20, remove=2m2}: pixels, or metres and square metres. A radius in metres
     * becomes the nearest whole number of pixels, and so does an area.
     *
     * @param metresPerPixel side of a pixel on the ground
     * @throws IllegalArgumentException with one sentence when a step is unknown, or its amount not allowed
     */
    public static MaskCleaning parse(String text, double metresPerPixel) {
        List<Step> steps = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            steps.add(step(part.strip(), metresPerPixel));
        }
        return new MaskCleaning(steps);
    }

    private static Step step(String text, double metresPerPixel) {
        int equals = text.indexOf('=');
        String word = (equals < 0 ? text : text.substring(0, equals)).strip();
        for (Operation operation : Operation.values()) {
            if (operation.word().equals(word)) {
                return new Step(
                        operation,
                        amount(operation, text, text.substring(equals + 1).strip(), metresPerPixel));
            }
        }
        throw new IllegalArgumentException(
                "maskCleaning must be steps with commas between them, each one of erode, dilate,"
                        + " open and close with a radius, or fill and remove with an area, as in open=1, close=0.5m, fill=20,"
                        + " remove=2m2; got '" + text + "'");
    }

    private static double amount(Operation operation, String step, String value, double metresPerPixel) {
        Matcher matcher = AMOUNT.matcher(value);
        String ground = operation.takesArea() ? "m2" : "m";
        if (!matcher.matches()
                || !(matcher.group(2).isEmpty() || matcher.group(2).equals(ground))) {
            throw unreadable(operation, step, ground);
        }
        double number;
        try {
            number = Double.parseDouble(matcher.group(1));
        } catch (NumberFormatException e) {
            throw unreadable(operation, step, ground);
        }
        if (matcher.group(2).isEmpty()) {
            return number;
        }
        double pixels = Math.rint(number / (operation.takesArea() ? metresPerPixel * metresPerPixel : metresPerPixel));
        if (pixels < 1) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "maskCleaning '%s' is less than half a pixel of %.3g m and would do nothing; leave it away, or give more",
                    step,
                    metresPerPixel));
        }
        return pixels;
    }

    private static IllegalArgumentException unreadable(Operation operation, String step, String ground) {
        return new IllegalArgumentException("maskCleaning " + operation.word() + " must be a number of pixels, or of "
                + (operation.takesArea() ? "square metres" : "metres") + " with " + ground + " behind it, as in "
                + operation.word() + "=2" + ground + "; got '" + step + "'");
    }

    /** Whether masks stay as they are. */
    public boolean isNone() {
        return steps.isEmpty();
    }

    /**
     * How far from a side of its window, in pixels, a mask may depend on what lies behind the side. Small regions count as squares:
     * a long thin one that a side cuts further in stays.
     */
    public int reach() {
        return steps.stream().mapToInt(Step::reach).sum();
    }

    /**
     * The mask after all steps. Its frame may be larger than its pixels, and it may have none.
     *
     * @param mask inside the window
     * @param window beyond which nothing is known
     */
    public BitMask apply(BitMask mask, PixelRect window) {
        BitMask cleaned = mask;
        for (Step step : steps) {
            cleaned = step.apply(cleaned, window);
        }
        return cleaned;
    }
}
