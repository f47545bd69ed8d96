package org.gsprelabel.onnx;

import java.nio.file.Path;

/** Main class of a JVM that reads a tokenizer and uses it. */
final class TokenizerChild {

    private TokenizerChild() {}

    public static void main(String[] args) {
        try (JsonTokenizer tokenizer = JsonTokenizer.open("x", Path.of(args[0]))) {
            System.out.println("tokens " + tokenizer.encode("red roof").size());
        }
    }
}
