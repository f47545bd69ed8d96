package org.gsprelabel.testdata.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Command line: fits and builds all models and writes them into a folder. */
public final class GenerateModels {

    private GenerateModels() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            System.err.println("Usage: GenerateModels <models folder>");
            System.exit(2);
        }
        Path folder = Path.of(args[0]);
        for (Map.Entry<String, byte[]> file : Models.build().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.write(path, file.getValue());
            System.out.println(path + ": " + file.getValue().length + " bytes");
        }
    }
}
