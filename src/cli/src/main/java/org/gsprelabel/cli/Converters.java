package org.gsprelabel.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.gsprelabel.export.CrsNames;
import org.gsprelabel.tile.PixelRect;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Texts of options as values. */
final class Converters {

    private Converters() {}

    /** {@code 12.5%} or {@code 0.125}. */
    static final class Fraction implements ITypeConverter<Double> {
        private static final double PERCENT = 100;

        @Override
        public Double convert(String text) {
            try {
                return text.endsWith("%")
                        ? Double.parseDouble(text.substring(0, text.length() - 1)) / PERCENT
                        : Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException(
                        "must be a part like 0.125 or a percentage like 12.5%, got '" + text + "'");
            }
        }
    }

    /** {@code EPSG:4326}, {@code CRS84}, a URN or well-known text; x before y. */
    static final class Crs implements ITypeConverter<CoordinateReferenceSystem> {
        @Override
        public CoordinateReferenceSystem convert(String text) {
            try {
                return CrsNames.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** {@code x,y,width,height} in pixels. */
    static final class Window implements ITypeConverter<PixelRect> {
        private static final Pattern FOUR = Pattern.compile("(\\d{1,9}),(\\d{1,9}),(\\d{1,9}),(\\d{1,9})");

        @Override
        public PixelRect convert(String text) {
            Matcher four = FOUR.matcher(text);
            if (!four.matches()) {
                throw new TypeConversionException("must be x,y,width,height in whole pixels, got '" + text + "'");
            }
            try {
                return new PixelRect(
                        Integer.parseInt(four.group(1)),
                        Integer.parseInt(four.group(2)),
                        Integer.parseInt(four.group(3)),
                        Integer.parseInt(four.group(4)));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage() + ", got '" + text + "'");
            }
        }
    }
}
