package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.Tokenizer.Token;
import org.gsprelabel.testdata.TestModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ids are those of the vocabularies in the files, looked up by hand. */
class JsonTokenizerTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void readsWordPiecesWithTheirPlaceInTheText() throws IOException {
        try (JsonTokenizer tokenizer = open("roofs-gdino-hf")) {
            assertThat(tokenizer.encode("Red roofs. crane."))
                    .containsExactly(
                            new Token(101, 0, 0),
                            new Token(2000, 0, 3),
                            new Token(2004, 4, 8),
                            new Token(2005, 8, 9),
                            new Token(1012, 9, 10),
                            new Token(2010, 11, 16),
                            new Token(1012, 16, 17),
                            new Token(102, 0, 0));
        }
    }

    @Test
    void placesAreThoseOfJavaBeyondTheBasicPlaneAndWithAccents() throws IOException {
        try (JsonTokenizer tokenizer = open("roofs-gdino-hf")) {
            // The rocket is two chars, and unknown; the accent goes.
            assertThat(tokenizer.encode("\ud83d\ude80 r\u00e9d car"))
                    .containsExactly(
                            new Token(101, 0, 0),
                            new Token(100, 0, 2),
                            new Token(2000, 3, 6),
                            new Token(2011, 7, 10),
                            new Token(102, 0, 0));
        }
    }

    @Test
    void readsBytePairsOfClipWithoutThePaddingThatTheFileAsksFor() throws IOException {
        try (JsonTokenizer tokenizer = open("roofs-owlvit")) {
            // Merges from 512 on: red</w> is the 15th, roof</w> the 11th. Letters at the end of a word from 256 on.
            assertThat(tokenizer.encode("  A  Red roof").stream().map(Token::id))
                    .containsExactly(49406L, 256L + 'a' - '!', 512L + 14, 512L + 10, 49407L);
            assertThat(tokenizer.encode("!").stream().map(Token::id)).containsExactly(49406L, 256L, 49407L);
        }
    }

    @Test
    void threadsShareATokenizer() throws IOException {
        try (JsonTokenizer tokenizer = open("roofs-gdino-hf")) {
            List<Token> alone = tokenizer.encode("red roof. blue roof. construction crane.");

            assertThat(IntStream.range(0, 400)
                            .parallel()
                            .mapToObj(i -> tokenizer.encode("red roof. blue roof. construction crane."))
                            .distinct())
                    .containsExactly(alone);
        }
    }

    @Test
    void aFileThatIsNoTokenizerIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), "{\"version\": \"1.0\"}");

        assertThatThrownBy(() -> JsonTokenizer.open("x", file))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("model 'x': file tokenizer.json is no tokenizer: ");
    }

    @Test
    void aClosedTokenizerSaysSo() throws IOException {
        JsonTokenizer tokenizer = open("roofs-gdino-hf");
        tokenizer.close();
        tokenizer.close();

        assertThatThrownBy(() -> tokenizer.encode("red"))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'x': it has been closed");
    }

    private JsonTokenizer open(String model) throws IOException {
        Path file = folder.resolve("tokenizer.json");
        try (InputStream in = TestModels.open(model + "/tokenizer.json")) {
            Files.write(file, in.readAllBytes());
        }
        return JsonTokenizer.open("x", file);
    }
}
