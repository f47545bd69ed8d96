/**
 * Remembers values that are costly to compute, by what they are computed from.
 *
 * <dl>
 *   <dt>key
 *   <dd>a hash over everything that decides a value; so what is found under a key is never stale, and nothing needs to be
 *       invalidated.
 *   <dt>format
 *   <dd>a value as the bytes of a file that tells damage.
 *   <dt>folder
 *   <dd>files named by their keys, bounded in bytes; what was not used for longest goes first.
 * </dl>
 */
@NullMarked
package org.gsprelabel.cache;

import org.jspecify.annotations.NullMarked;
