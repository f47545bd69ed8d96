package org.gsprelabel.detect;

/**
 * The scores of every pixel and class of a window.
 *
 * @param channels what the channels mean
 * @param width of the window in pixels
 * @param height of the window in pixels
 * @param rows scores from 0 to 1; NaN where a pixel has none. They can be read once
 */
public record ScoreMap(ScoreChannels channels, int width, int height, ScoreRows rows) {}
