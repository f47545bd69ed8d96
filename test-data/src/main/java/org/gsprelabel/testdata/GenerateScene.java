package org.gsprelabel.testdata;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Command line: writes a scene, its truth and a preview of its upper left part into a folder. */
public final class GenerateScene {

    private static final String USAGE = "Usage: GenerateScene <size or WIDTHxHEIGHT in pixels> <seed>"
            + " <utm|shifted|rotated|sheared|geographic> <output folder>\n"
            + "Writes scene.tif, truth.geojson and preview.png.";

    private GenerateScene() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 4) {
            System.err.println(USAGE);
            System.exit(2);
        }
        try {
            run(spec(args[0], args[1], args[2]), Path.of(args[3]), System.out);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + USAGE);
            System.exit(2);
        }
    }

    private static void run(SceneSpec spec, Path folder, PrintStream out) throws IOException {
        Scene scene = Scene.of(spec);
        Files.createDirectories(folder);
        scene.writeGeoTiff(folder.resolve("scene.tif"));
        scene.writeTruth(folder.resolve("truth.geojson"));
        ScenePreview.write(scene, folder.resolve("preview.png"));
        out.printf(
                Locale.ROOT,
                "%d x %d pixels, %d roofs, %s: %s%n",
                spec.width(),
                spec.height(),
                scene.truth().size(),
                spec.georeference().crsCode(),
                folder);
    }

    private static SceneSpec spec(String size, String seed, String preset) {
        String[] sides = size.split("x", -1);
        int width = Integer.parseInt(sides[0]);
        int height = Integer.parseInt(sides[sides.length - 1]);
        Georeference georeference = switch (preset) {
            case "utm" -> Georeference.utm();
            case "shifted" -> Georeference.utmShifted(123.4, -56.7);
            case "rotated" -> Georeference.utmRotated(20);
            case "sheared" -> Georeference.utmSheared();
            case "geographic" -> Georeference.geographic(width, height);
            default ->
                throw new IllegalArgumentException(
                        "the preset must be utm, shifted, rotated, sheared or geographic, got " + preset);
        };
        return new SceneSpec(Long.parseLong(seed), width, height, georeference, true);
    }
}
