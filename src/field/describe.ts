/** What came, in one word, for errors. */
export function describe(value: unknown): string {
  return value === null || typeof value !== 'object' ? String(value) : value.constructor.name;
}
