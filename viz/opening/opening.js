// The page until the viewer is built: it needs no build itself. What it shows comes from the run that is going on.
import { watchLive } from './live.js';

const state = document.querySelector('#state');
let built = false, fault, last;

/** The built page, at the task whose story was told last. */
function open() {
  if (last !== undefined) location.hash = `#/task/${encodeURIComponent(last)}`;
  location.reload();
}

watchLive(document.querySelector('main'), {
  page(why, idle) {
    [built, fault] = [why === undefined, why];
    state.textContent = built ? 'The whole viewer is ready: it opens after this task.' : `The whole viewer cannot be built (${why}). The tasks are solved without it.`;
    if (built && idle && last !== undefined) open();
  },
  ended(id) {
    last = id;
    if (built) open();
    return built;
  },
  over() {
    if (built) open();
    else if (fault === undefined) state.textContent = 'The run has ended before the viewer was built. See it with: npx cymatic view';
  },
});
