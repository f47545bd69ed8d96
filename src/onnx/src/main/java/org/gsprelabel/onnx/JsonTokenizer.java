package org.gsprelabel.onnx;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.Tokenizer;
import org.jspecify.annotations.Nullable;

/**
 * A tokenizer read from a {@code tokenizer.json}, the self-contained form in which Hugging Face's libraries save one:
 * normaliser, pre-tokeniser, vocabulary, post-processor. What the file says of padding and truncation is switched off.
 */
final class JsonTokenizer implements Tokenizer {

    private final String modelId;
    private final TokenizersLibrary library;
    private final long handle;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    private JsonTokenizer(String modelId, TokenizersLibrary library, long handle) {
        this.modelId = modelId;
        this.library = library;
        this.handle = handle;
    }

    /**
     * Reads a tokenizer.
     *
     * @throws ModelException when the file is none, or the native library does not load
     */
    static JsonTokenizer open(String modelId, Path file) {
        String json = new String(SmallFile.read(modelId, file, SmallFile.TOKENIZER), StandardCharsets.UTF_8);
        TokenizersLibrary library = library(modelId);
        try {
            JsonTokenizer tokenizer = new JsonTokenizer(modelId, library, library.createTokenizerFromString(json));
            try {
                library.disablePadding(tokenizer.handle);
                library.disableTruncation(tokenizer.handle);
                return tokenizer;
            } catch (RuntimeException e) {
                tokenizer.close();
                throw e;
            }
        } catch (RuntimeException e) {
            throw Problems.of(modelId, "file " + Problems.name(file) + " is no tokenizer: " + Problems.sentence(e), e);
        }
    }

    private static TokenizersLibrary library(String modelId) {
        try {
            return TokenizerLibrary.get();
        } catch (ModelException e) {
            throw Problems.of(modelId, Problems.sentence(e), e);
        }
    }

    @Override
    public List<Token> encode(String text) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw Problems.of(modelId, "it has been closed");
            }
            long encoding = library.encode(handle, text, true);
            try {
                return tokens(text, library.getTokenIds(encoding), library.getTokenCharSpans(encoding));
            } finally {
                library.deleteEncoding(encoding);
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The library counts characters, Java counts chars: they differ beyond the basic plane. Special tokens have no span. */
    private static List<Token> tokens(String text, long[] ids, @Nullable CharSpan[] spans) {
        List<Token> tokens = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            CharSpan span = spans[i];
            int start = span == null ? 0 : text.offsetByCodePoints(0, span.getStart());
            int end = span == null ? 0 : text.offsetByCodePoints(0, span.getEnd());
            tokens.add(new Token(ids[i], start, end));
        }
        return tokens;
    }

    /** Waits for texts under way: the library does not guard a tokenizer against them. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                library.deleteTokenizer(handle);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
