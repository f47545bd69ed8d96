package org.gsprelabel.detect;

/**
 * Gives numbers from 0 by descending score, the smaller number first where scores are equal, while scores are lowered.
 *
 * <p>A heap of the scores as they were last looked at. The true ones are no larger, so a number at the top whose score is
 * still that is the strongest of all; any other one is put back with the score of now.
 */
final class ScoreHeap {

    private final double[] scores;
    private final double[] seen;
    private final int[] heap;
    private int size;

    /** @param scores of the numbers, in descending order now; lowered from outside at any time, never raised */
    ScoreHeap(double[] scores) {
        this.scores = scores;
        this.seen = scores.clone();
        this.heap = new int[scores.length];
        this.size = scores.length;
        for (int i = 0; i < size; i++) {
            heap[i] = i;
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Removes the number of the highest score; the heap must not be empty. */
    int take() {
        int top = heap[0];
        while (seen[top] != scores[top]) {
            seen[top] = scores[top];
            sink(top);
            top = heap[0];
        }
        size--;
        if (size > 0) {
            sink(heap[size]);
        }
        return top;
    }

    /** Puts a number in place of the top one. */
    private void sink(int number) {
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], number)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = number;
    }

    private boolean isBefore(int a, int b) {
        return seen[a] != seen[b] ? seen[a] > seen[b] : a < b;
    }
}
