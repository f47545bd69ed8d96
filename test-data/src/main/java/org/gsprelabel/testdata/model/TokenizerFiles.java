package org.gsprelabel.testdata.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Small tokenizers in the form {@code tokenizer.json}: the pipelines of bert-base-uncased and of CLIP with their special ids,
 * and a few words.
 */
final class TokenizerFiles {

    static final int PERIOD = 1012;
    static final int QUESTION_MARK = 1029;
    static final int CLS = 101;
    static final int SEP = 102;
    static final int CLIP_START = 49406;
    static final int CLIP_END = 49407;

    private static final int FIRST_WORD = 2000;
    private static final List<String> WORDS = List.of(
            "red",
            "blue",
            "grey",
            "gray",
            "roof",
            "##s",
            "house",
            "solar",
            "panel",
            "construction",
            "crane",
            "car",
            "tree",
            "building",
            "big",
            "small",
            "green",
            "a",
            "the",
            "of",
            "with");

    /** Words of several letters, as the merges that make them, those of longer beginnings first. */
    private static final List<String> MERGES = List.of(
            "g r",
            "gr e",
            "gre y</w>",
            "gr a",
            "gra y</w>",
            "b l",
            "bl u",
            "blu e</w>",
            "r o",
            "ro o",
            "roo f</w>",
            "roo f",
            "roof s</w>",
            "r e",
            "re d</w>",
            "p h",
            "ph o",
            "pho t",
            "phot o</w>",
            "o f</w>");

    private TokenizerFiles() {}

    /** The id of a word of the WordPiece vocabulary. */
    static int wordPieceId(String word) {
        return FIRST_WORD + requireIndex(WORDS, word);
    }

    /** The id of a word of the CLIP vocabulary, {@code red</w>}. */
    static int clipId(String word) {
        return clipVocabulary().getOrDefault(word, -1);
    }

    static String wordPiece() {
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        vocabulary.put("[PAD]", 0);
        vocabulary.put("[UNK]", 100);
        vocabulary.put("[CLS]", CLS);
        vocabulary.put("[SEP]", SEP);
        vocabulary.put("[MASK]", 103);
        vocabulary.put("!", 999);
        vocabulary.put(",", 1010);
        vocabulary.put("-", 1011);
        vocabulary.put(".", PERIOD);
        vocabulary.put("?", QUESTION_MARK);
        WORDS.forEach(word -> vocabulary.put(word, wordPieceId(word)));
        return """
                {
                  "version": "1.0",
                  "truncation": null,
                  "padding": null,
                  "added_tokens": [%s],
                  "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true},
                  "pre_tokenizer": {"type": "BertPreTokenizer"},
                  "post_processor": {
                    "type": "TemplateProcessing",
                    "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
                    "pair": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}, {"SpecialToken": {"id": "[SEP]", "type_id": 1}}],
                    "special_tokens": {
                      "[CLS]": {"id": "[CLS]", "ids": [101], "tokens": ["[CLS]"]},
                      "[SEP]": {"id": "[SEP]", "ids": [102], "tokens": ["[SEP]"]}
                    }
                  },
                  "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
                  "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100, "vocab": %s}
                }
                """.formatted(
                added(Map.of("[PAD]", 0, "[UNK]", 100, "[CLS]", CLS, "[SEP]", SEP, "[MASK]", 103)), object(vocabulary));
    }

    static String clip() {
        return """
                {
                  "version": "1.0",
                  "truncation": null,
                  "padding": {"strategy": {"Fixed": 77}, "direction": "Right", "pad_to_multiple_of": null, "pad_id": 0, "pad_type_id": 0, "pad_token": "!"},
                  "added_tokens": [%s],
                  "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "Replace", "pattern": {"Regex": "\\\\s+"}, "content": " "}, {"type": "Lowercase"}]},
                  "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
                    {"type": "Split", "pattern": {"Regex": "'s|'t|'re|'ve|'m|'ll|'d|[\\\\p{L}]+|[\\\\p{N}]|[^\\\\s\\\\p{L}\\\\p{N}]+"}, "behavior": "Removed", "invert": true},
                    {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true}
                  ]},
                  "post_processor": {"type": "RobertaProcessing", "sep": ["<|endoftext|>", 49407], "cls": ["<|startoftext|>", 49406], "trim_offsets": false, "add_prefix_space": false},
                  "decoder": {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true, "use_regex": true},
                  "model": {"type": "BPE", "dropout": null, "unk_token": "<|endoftext|>", "continuing_subword_prefix": "", "end_of_word_suffix": "</w>", "fuse_unk": false, "byte_fallback": false, "vocab": %s, "merges": [%s]}
                }
                """.formatted(
                        added(Map.of("<|startoftext|>", CLIP_START, "<|endoftext|>", CLIP_END)),
                        object(clipVocabulary()),
                        MERGES.stream().map(TokenizerFiles::quoted).collect(Collectors.joining(", ")));
    }

    /** As CLIP numbers them: the characters that stand for bytes, the same at the end of a word, what merges make, special ones. */
    private static Map<String, Integer> clipVocabulary() {
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        List<String> characters = byteCharacters();
        characters.forEach(character -> vocabulary.put(character, vocabulary.size()));
        characters.forEach(character -> vocabulary.put(character + "</w>", vocabulary.size()));
        MERGES.forEach(merge -> vocabulary.put(merge.replace(" ", ""), vocabulary.size()));
        vocabulary.put("<|startoftext|>", CLIP_START);
        vocabulary.put("<|endoftext|>", CLIP_END);
        return vocabulary;
    }

    /** A visible character for each byte, as GPT-2 has it: printable bytes stand for themselves, the others come behind. */
    private static List<String> byteCharacters() {
        List<String> characters = new ArrayList<>();
        for (int value = 0; value < 256; value++) {
            if (isPrintable(value)) {
                characters.add(Character.toString(value));
            }
        }
        int other = 256;
        for (int value = 0; value < 256; value++) {
            if (!isPrintable(value)) {
                characters.add(Character.toString(other++));
            }
        }
        return characters;
    }

    private static boolean isPrintable(int value) {
        return (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xFF && value != 0xAD);
    }

    private static String added(Map<String, Integer> tokens) {
        return tokens.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(token -> "{\"id\": " + token.getValue() + ", \"content\": " + quoted(token.getKey())
                        + ", \"single_word\": false, \"lstrip\": false, \"rstrip\": false, \"normalized\": false,"
                        + " \"special\": true}")
                .collect(Collectors.joining(", "));
    }

    private static String object(Map<String, Integer> values) {
        return values.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** JSON text in ASCII. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private static int requireIndex(List<String> words, String word) {
        int index = words.indexOf(word);
        if (index < 0) {
            throw new IllegalArgumentException("no such word: " + word);
        }
        return index;
    }
}
