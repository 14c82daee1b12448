/** Where the viewer is: the address after `#/`, so that every state can be shared as a link. */
export interface Place { view: string; rest: string; options: URLSearchParams }

export function placeOf(hash: string): Place {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?'), [view = '', ...rest] = path.split('/');
  let decoded = rest.join('/');
  try {
    decoded = decodeURIComponent(decoded);
  } catch {
    // a broken escape is shown as it came
  }
  return { view, rest: decoded, options: new URLSearchParams(query) };
}

/** Names of runs in one option, between commas; commas in a name are escaped. */
export const namesText = (names: readonly string[]): string => names.map((name) => name.replace(/[%,]/g, (c) => encodeURIComponent(c))).join(',');

export function namesOf(text: string): string[] {
  return text.split(',').filter(Boolean).map((name) => {
    try {
      return decodeURIComponent(name);
    } catch {
      return name; // written by hand
    }
  });
}

export function hashOf(view: string, rest = '', options: Record<string, string> | URLSearchParams = {}): string {
  const query = new URLSearchParams(options).toString();
  return `#/${view}${rest ? `/${encodeURIComponent(rest)}` : ''}${query ? `?${query}` : ''}`;
}
