/** What the address asks for, a number from 0 to `last`; null where nothing stands there. What cannot be used is told in one line. */
export function numberIn(options: URLSearchParams, name: string, last: number, whole: boolean, instead: string, tell: (line: string) => void): number | null {
  const text = options.get(name), value = Number(text);
  if (text === null) return null;
  if (/^\d+(\.\d*)?$/.test(text) && (Number.isInteger(value) || !whole) && value <= last) return value;
  tell(`${name}: "${text.slice(0, 40)}" came, expected a ${whole ? 'whole ' : ''}number from 0 to ${last}. ${instead}`);
  return null;
}
