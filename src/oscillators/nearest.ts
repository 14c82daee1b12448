/** The known word closest to a mistyped one (smallest edit distance), or undefined where nothing is near. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined, least = Math.min(word.length, Math.max(1, Math.floor(word.length / 2)) + 1);
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/** Levenshtein distance: insertions, deletions and replacements, one row of the table at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}

/** What an error says of a name that is none of those it could be: `expected one of a, b. Did you mean "a"?` `more` is what else it may be. */
export function oneOf(word: string, known: readonly string[], more = ''): string {
  const near = nearest(word, known);
  return `expected one of ${known.join(', ') || 'none'}${more}. ${near === undefined ? 'Choose one of them.' : `Did you mean "${near}"?`}`;
}

/** `Did you mean "x"?` or the list of what is known, as the last words of an error. */
export function suggest(word: string, known: string[]): string {
  const near = nearest(word, known);
  return near === undefined ? `Known: ${known.join(', ') || 'none'}.` : `Did you mean "${near}"?`;
}
