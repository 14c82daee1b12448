import { hashOf, placeOf } from './place.ts';

/** Browsers allow some hundred changes of the address in half a minute: a pointer over a grid would use them up. */
const PAUSE = 250;
let due: Record<string, string | null> = {}, place = '', late: ReturnType<typeof setTimeout> | undefined;

/** Small things of the state go into the address as they change, without an entry in the history; null takes one out. `now`: at once, else soon. */
export function share(changes: Record<string, string | null>, now = false): void {
  const { view, rest } = placeOf(location.hash), here = hashOf(view, rest);
  if (here !== place) due = {};
  place = here;
  Object.assign(due, changes);
  clearTimeout(late);
  if (now) write();
  else late = setTimeout(write, PAUSE);
}

/** What is due for a place that was left meanwhile is dropped. */
function write(): void {
  const { view, rest, options } = placeOf(location.hash), changes = due;
  due = {};
  if (hashOf(view, rest) !== place) return;
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) options.delete(name);
    else options.set(name, value);
  }
  const hash = hashOf(view, rest, options);
  if (hash !== location.hash) history.replaceState(history.state, '', hash);
}
