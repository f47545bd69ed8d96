package org.gsprelabel.geotools.coverage;

import java.awt.image.RenderedImage;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.geotools.coverage.Category;
import org.geotools.coverage.GridSampleDimension;
import org.geotools.coverage.grid.GridCoverage2D;

/** The values that stand for "nothing here" in each band of a coverage. */
final class NoDataValues {

    private static final String PROPERTY = "GC_NODATA";

    private NoDataValues() {}

    /**
     * The nodata values of each sample dimension: those of its nodata categories, and that of the property of coverage
     * or image. Of a category that is a range, both ends. NaN is never listed.
     */
    static List<Set<Double>> of(GridCoverage2D coverage) {
        Set<Double> common = new TreeSet<>();
        common.addAll(values(coverage.getProperty(PROPERTY)));
        RenderedImage image = coverage.getRenderedImage();
        common.addAll(values(image.getProperty(PROPERTY)));
        List<Set<Double>> bands = new ArrayList<>();
        for (int band = 0; band < coverage.getNumSampleDimensions(); band++) {
            GridSampleDimension dimension = coverage.getSampleDimension(band);
            Set<Double> own = new TreeSet<>(common);
            for (Category category : categories(dimension)) {
                // Other categories without numbers, such as land cover classes, are data.
                if (category.getName().equals(Category.NODATA.getName())) {
                    own.addAll(listed(((Number) category.getRange().getMinValue()).doubleValue()));
                    own.addAll(listed(((Number) category.getRange().getMaxValue()).doubleValue()));
                }
            }
            bands.add(own);
        }
        return bands;
    }

    private static List<Category> categories(GridSampleDimension dimension) {
        List<Category> categories = dimension.getCategories();
        return categories == null ? List.of() : categories;
    }

    private static List<Double> values(Object property) {
        if (property instanceof Number number) {
            return listed(number.doubleValue());
        }
        if (property == null || property == java.awt.Image.UndefinedProperty) {
            return List.of();
        }
        try {
            // The container's type differs between versions of GeoTools, this method does not.
            Object value = property.getClass().getMethod("getAsSingleValue").invoke(property);
            return value instanceof Number number ? listed(number.doubleValue()) : List.of();
        } catch (NoSuchMethodException e) {
            return List.of();
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException("nodata of the coverage cannot be read: " + property, e);
        }
    }

    private static List<Double> listed(double value) {
        return Double.isNaN(value) ? List.of() : List.of(value);
    }
}
