package org.gsprelabel.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar of {@link PythonLiteral}, by recursive descent. */
final class PythonLiteralParser {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.\\d*|\\.\\d+|\\d+)([eE][+-]?\\d+)?");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");
    private static final int DEEPEST = 32;

    private final String text;
    private int at;
    private int depth;

    PythonLiteralParser(String text) {
        this.text = text;
    }

    PythonLiteral parse() {
        PythonLiteral value = value();
        skipBlanks();
        if (at < text.length()) {
            throw expected("the end");
        }
        return value;
    }

    private PythonLiteral value() {
        skipBlanks();
        if (at == text.length()) {
            throw expected("a value");
        }
        if (++depth > DEEPEST) {
            throw expected("at most " + DEEPEST + " nested values");
        }
        PythonLiteral value = switch (text.charAt(at)) {
            case '{' -> dict();
            case '[' -> new PythonLiteral.Sequence(items(']'));
            case '(' -> tuple();
            case '\'', '"' -> new PythonLiteral.Text(string());
            default -> Character.isLetter(text.charAt(at)) ? word() : number();
        };
        depth--;
        return value;
    }

    private PythonLiteral dict() {
        at++;
        Map<PythonLiteral, PythonLiteral> entries = new LinkedHashMap<>();
        while (!closes('}')) {
            PythonLiteral key = value();
            skipBlanks();
            expect(':');
            entries.put(key, value());
            separator('}');
        }
        return new PythonLiteral.Dict(entries);
    }

    private List<PythonLiteral> items(char end) {
        at++;
        List<PythonLiteral> items = new ArrayList<>();
        while (!closes(end)) {
            items.add(value());
            separator(end);
        }
        return items;
    }

    /** {@code (1, 2)}, {@code (1,)}; but {@code (1)} is 1 in brackets. */
    private PythonLiteral tuple() {
        int start = at;
        List<PythonLiteral> items = items(')');
        boolean brackets = items.size() == 1
                && !text.substring(start, at - 1).stripTrailing().endsWith(",");
        return brackets ? items.get(0) : new PythonLiteral.Sequence(items);
    }

    private PythonLiteral word() {
        Matcher matcher = WORD.matcher(text).region(at, text.length());
        String word = matcher.lookingAt() ? matcher.group() : "";
        PythonLiteral value = switch (word) {
            case "True", "true" -> new PythonLiteral.Truth(true);
            case "False", "false" -> new PythonLiteral.Truth(false);
            case "None", "null" -> new PythonLiteral.None();
            default -> throw expected("a value");
        };
        at += word.length();
        return value;
    }

    private PythonLiteral number() {
        Matcher matcher = NUMBER.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw expected("a value");
        }
        String digits = matcher.group();
        PythonLiteral value;
        try {
            value = digits.matches("[+-]?\\d+")
                    ? new PythonLiteral.Whole(Long.parseLong(digits))
                    : new PythonLiteral.Real(Double.parseDouble(digits));
        } catch (NumberFormatException e) {
            throw expected("a number of at most 64 bits");
        }
        at += digits.length();
        return value;
    }

    private String string() {
        char quote = text.charAt(at++);
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\') {
                at++;
                escape(value);
            } else {
                value.append(text.charAt(at++));
            }
        }
        expect(quote);
        return value.toString();
    }

    private void escape(StringBuilder value) {
        if (at == text.length()) {
            throw expected("an escape");
        }
        switch (text.charAt(at)) {
            case '\\', '\'', '"', '/' -> value.append(text.charAt(at));
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'x' -> codePoint(value, 2);
            case 'u' -> codePoint(value, 4);
            case 'U' -> codePoint(value, 8);
            default -> throw expected("one of the escapes \\\\ \\' \\\" \\/ \\n \\r \\t \\b \\f \\x \\u \\U");
        }
        at++;
    }

    /** Stands on the letter before the digits, ends on the last digit. */
    private void codePoint(StringBuilder value, int digits) {
        int end = Math.min(text.length(), at + 1 + digits);
        String hex = text.substring(at + 1, end);
        if (!hex.matches("[0-9A-Fa-f]{" + digits + "}") || Long.parseLong(hex, 16) > Character.MAX_CODE_POINT) {
            at++;
            throw expected(digits + " hexadecimal digits of a character");
        }
        value.appendCodePoint(Integer.parseInt(hex, 16));
        at += digits;
    }

    private boolean closes(char end) {
        skipBlanks();
        boolean closed = at < text.length() && text.charAt(at) == end;
        if (closed) {
            at++;
        }
        return closed;
    }

    private void separator(char end) {
        skipBlanks();
        if (at == text.length() || text.charAt(at) != end) {
            expect(',');
        }
    }

    private void expect(char character) {
        if (at == text.length() || text.charAt(at) != character) {
            throw expected("'" + character + "'");
        }
        at++;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException expected(String what) {
        String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
        return new IllegalArgumentException("expected " + what + " at character " + (at + 1) + ", found " + found);
    }
}
