import { namesOf } from './place.ts';

/** Files on their way before the code that reads them is. */
const coming = new Map<string, Promise<Response>>();

const ahead = (url: string): Promise<Response> => {
  const reply = fetch(url, { cache: 'no-cache' });
  coming.set(url, reply);
  reply.catch(() => undefined); // said by whoever asks for it
  return reply;
};

/** `fetch`, which takes what is on its way already (once). */
export const fetchAhead: typeof fetch = (input, init) => {
  const url = String(input), there = coming.get(url);
  coming.delete(url);
  return there ?? fetch(input, init);
};

/** Asks for what the replay reads first, while its code comes: the list of runs, and of the run that opens what it holds and its first times. */
export function replayAhead(options: URLSearchParams, filesOf: (name: string) => string): void {
  const [named] = namesOf(options.get('runs') ?? '');
  void ahead('api/runs').then((reply) => reply.clone().json()).then((runs: { name: string; recorded: boolean }[]) => {
    const opens = runs.find((r) => r.recorded && (named === undefined || r.name === named));
    if (opens) for (const file of ['.zmetadata', 'time/0']) void ahead(`${filesOf(opens.name)}field.zarr/${file}`);
  }).catch(() => undefined);
}

/**
 * A page is connected to the browser's graphics process at its first canvas, and stands still until that answers (seconds on a crowded machine without a
 * graphics card): better now, while files are on their way, than between them and the first picture.
 */
export const firstCanvas = (): void => document.createElement('canvas').getContext('2d')!.fillRect(0, 0, 1, 1);
