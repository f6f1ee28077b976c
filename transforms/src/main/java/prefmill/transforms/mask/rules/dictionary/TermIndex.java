package prefmill.transforms.mask.rules.dictionary;

import java.text.Normalizer;
import java.util.SortedSet;
import prefmill.transforms.mask.rules.WordEdge;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Sorted terms, and where those lie that begin with a word.
 *
 * <p>Most words of a text begin no term: one look into a table tells. Where one does, each further
 * character narrows the terms by binary search.
 */
final class TermIndex {
  private static final int LOADED = 4;

  private final String[] terms;
  private final int[] hashes;
  private final int[] firsts;
  private final int[] ends;

  private TermIndex(String[] terms) {
    this.terms = terms;
    int size = Integer.highestOneBit(Math.max(1, terms.length)) * LOADED;
    hashes = new int[size];
    firsts = new int[size];
    ends = new int[size];
    for (int i = 0; i < terms.length; i++) {
      FoldedText term = FoldedText.of(terms[i]);
      int slot = slot(hash(term, 0, wordEnd(term, 0)));
      firsts[slot] = ends[slot] == 0 ? i : firsts[slot];
      ends[slot] = i + 1;
      hashes[slot] = hash(term, 0, wordEnd(term, 0));
    }
  }

  static TermIndex of(SortedSet<String> terms) {
    return new TermIndex(terms.toArray(new String[0]));
  }

  /** Adds the longest term that begins here, if there is one. */
  void find(FoldedText text, int at, Findings found) {
    int end = wordEnd(text, at);
    int hash = 0;
    int oneLess = 0;
    int twoLess = 0;
    for (int i = at; i < end; i++) {
      twoLess = oneLess;
      oneLess = hash;
      hash = 31 * hash + Character.toLowerCase(text.at(i));
    }
    boolean plural = end - at > 2 && Character.toLowerCase(text.at(end - 1)) == 's';
    boolean added = add(hash, text, at, found);
    added = added || (plural && add(oneLess, text, at, found));
    if (!added && plural && Character.toLowerCase(text.at(end - 2)) == 'e') {
      add(twoLess, text, at, found);
    }
  }

  private boolean add(int hash, FoldedText text, int at, Findings found) {
    int slot = slot(hash);
    if (ends[slot] == 0) {
      return false;
    }
    int first = firsts[slot];
    int end = ends[slot];
    int best = -1;
    String value = null;
    int i = at;
    for (int depth = 0; first < end; depth++) {
      if (terms[first].length() == depth) {
        int stop = inflectedEnd(text, i);
        if (stop > 0) {
          best = stop;
          value = terms[first];
        }
        first++;
      }
      char c = Character.toLowerCase(text.at(i));
      int next = i + 1;
      if (WordEdge.isGap(c)) {
        c = ' ';
        while (next - i < WordEdge.LONGEST_GAP && WordEdge.isGap(text.at(next))) {
          next++;
        }
      }
      i = next;
      first = bound(first, end, depth, c);
      end = bound(first, end, depth, (char) (c + 1));
    }
    if (best > 0) {
      found.add(at, best, Normalizer.normalize(value, Normalizer.Form.NFC));
    }
    return best > 0;
  }

  /** The first of the terms, alike up to a place, whose character there is not below c. */
  private int bound(int first, int end, int place, char c) {
    int least = first;
    int most = end;
    while (least < most) {
      int middle = (least + most) >>> 1;
      if (terms[middle].charAt(place) < c) {
        least = middle + 1;
      } else {
        most = middle;
      }
    }
    return least;
  }

  /** The end of a word here, behind an s or es that belongs to it; or -1. */
  private static int inflectedEnd(FoldedText text, int end) {
    for (int more = 0; more <= 2; more++) {
      if (WordEdge.isBetween(text.at(end + more - 1), text.at(end + more))) {
        return more == 0 || isEnding(text, end, more) ? end + more : -1;
      }
    }
    return -1;
  }

  private static boolean isEnding(FoldedText text, int start, int length) {
    return Character.toLowerCase(text.at(start + length - 1)) == 's'
        && (length == 1 || Character.toLowerCase(text.at(start)) == 'e');
  }

  /** The end of the word, or of the one character that is no piece of a word. */
  private static int wordEnd(FoldedText text, int start) {
    int end = start;
    while (WordEdge.isJoined(text.at(end))) {
      end++;
    }
    return Math.max(end, start + 1);
  }

  private static int hash(FoldedText text, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + Character.toLowerCase(text.at(i));
    }
    return hash;
  }

  /** The place of a hash in the table, or the empty one that it may take. */
  private int slot(int hash) {
    int slot = ((hash * 0x9E3779B9) >>> 7) & (hashes.length - 1);
    while (ends[slot] != 0 && hashes[slot] != hash) {
      slot = (slot + 1) & (hashes.length - 1);
    }
    return slot;
  }
}
