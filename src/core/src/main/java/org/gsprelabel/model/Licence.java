package org.gsprelabel.model;

/**
 * Under what terms the weights may be used.
 *
 * @param name SPDX identifier or title
 * @param url where the text is, or empty
 */
public record Licence(String name, String url) {}
