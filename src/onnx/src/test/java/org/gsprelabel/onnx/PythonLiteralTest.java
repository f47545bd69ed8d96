package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.gsprelabel.onnx.PythonLiteral.Dict;
import org.gsprelabel.onnx.PythonLiteral.None;
import org.gsprelabel.onnx.PythonLiteral.Real;
import org.gsprelabel.onnx.PythonLiteral.Sequence;
import org.gsprelabel.onnx.PythonLiteral.Text;
import org.gsprelabel.onnx.PythonLiteral.Truth;
import org.gsprelabel.onnx.PythonLiteral.Whole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonLiteralTest {

    @Test
    void readsEveryKindOfValue() {
        assertThat(PythonLiteral.parse(" 640 ")).isEqualTo(new Whole(640));
        assertThat(PythonLiteral.parse("-32")).isEqualTo(new Whole(-32));
        assertThat(PythonLiteral.parse("0.25")).isEqualTo(new Real(0.25));
        assertThat(PythonLiteral.parse("1e-05")).isEqualTo(new Real(1e-5));
        assertThat(PythonLiteral.parse("+.5")).isEqualTo(new Real(0.5));
        assertThat(PythonLiteral.parse("True")).isEqualTo(new Truth(true));
        assertThat(PythonLiteral.parse("false")).isEqualTo(new Truth(false));
        assertThat(PythonLiteral.parse("None")).isEqualTo(new None());
        assertThat(PythonLiteral.parse("null")).isEqualTo(new None());
        assertThat(PythonLiteral.parse("[640, 480]")).isEqualTo(sequence(new Whole(640), new Whole(480)));
        assertThat(PythonLiteral.parse("[]")).isEqualTo(sequence());
        assertThat(PythonLiteral.parse("()")).isEqualTo(sequence());
        assertThat(PythonLiteral.parse("(1,)")).isEqualTo(sequence(new Whole(1)));
        assertThat(PythonLiteral.parse("(1)")).isEqualTo(new Whole(1));
        assertThat(PythonLiteral.parse("(1, 2)")).isEqualTo(sequence(new Whole(1), new Whole(2)));
        assertThat(PythonLiteral.parse("{}")).isEqualTo(new Dict(Map.of()));
        assertThat(PythonLiteral.parse("{'a': {1: [True]}, }"))
                .isEqualTo(new Dict(Map.of(new Text("a"), new Dict(Map.of(new Whole(1), sequence(new Truth(true)))))));
    }

    @Test
    void keepsTheOrderOfADict() {
        Dict dict = (Dict) PythonLiteral.parse("{2: 'b', 0: 'a', 1: 'c'}");
        assertThat(dict.entries().keySet()).containsExactly(new Whole(2), new Whole(0), new Whole(1));
    }

    // quotes of CSV are off: a text stands between bars
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            'car'                | car
            "cat's eye"          | cat's eye
            'cat\\'s eye'        | cat's eye
            'a "b" c'            | a "b" c
            'back\\\\slash'      | back\\slash
            "sla\\/sh"           | sla/sh
            'tab\\x41'           | tabA
            'h\\u00e9t\\xe9'     | hété
            '\\U0001F333 tree'   | 🌳 tree
            "\\ud83c\\udf33"     | 🌳
            '日本'               | 日本
            'a, b: {c}'          | a, b: {c}
            """)
    void readsTextsWithQuotesAndEscapes(String literal, String text) {
        assertThat(PythonLiteral.parse(literal)).isEqualTo(new Text(text));
    }

    @Test
    void readsLineBreaksInTexts() {
        assertThat(PythonLiteral.parse("'a\\nb\\tc\\rd\\be\\ff'")).isEqualTo(new Text("a\nb\tc\rd\be\ff"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {0 'x'}       | expected ':' at character 4, found '''
            {0: 'x'       | expected ',' at character 8, found the end
            {0: 'x}       | expected ''' at character 8, found the end
            [1 2]         | expected ',' at character 4, found '2'
            [1]]          | expected the end at character 4, found ']'
            [,]           | expected a value at character 2, found ','
            1.2.3         | expected the end at character 4, found '.'
            nan           | expected a value at character 1, found 'n'
            Path('x')     | expected a value at character 1, found 'P'
            'a\\qb'       | expected one of the escapes \\\\ \\' \\" \\/ \\n \\r \\t \\b \\f \\x \\u \\U at character 4, found 'q'
            '\\x4g'       | expected 2 hexadecimal digits of a character at character 4, found '4'
            99999999999999999999 | expected a number of at most 64 bits at character 1, found '9'
            """)
    void saysWhatIsExpectedWhere(String literal, String message) {
        assertThatThrownBy(() -> PythonLiteral.parse(literal))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "[", "{", "(", "'", "\\", "'\\", "'\\u12", "-", "e5", "{1:", "__import__('os')"})
    void refusesWhatIsNoLiteral(String text) {
        assertThatThrownBy(() -> PythonLiteral.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesEndlessNesting() {
        assertThatThrownBy(() -> PythonLiteral.parse("[".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected at most 32 nested values at character 33");
    }

    private static PythonLiteral sequence(PythonLiteral... items) {
        return new Sequence(List.of(items));
    }
}
