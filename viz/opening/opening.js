// The page until the viewer is built: it needs no build itself. What it shows comes from the run that is going on.
import { watchLive } from './live.js';

const state = document.querySelector('#state');
let built = false, fault;

watchLive(document.querySelector('main'), {
  page(why) {
    [built, fault] = [why === undefined, why];
    state.textContent = built ? 'The whole viewer is ready: it opens after this task.' : `The whole viewer cannot be built (${why}). The tasks are solved without it.`;
  },
  ended(id) {
    if (!built) return false;
    location.hash = `#/task/${encodeURIComponent(id)}`;
    location.reload();
    return true;
  },
  over() {
    if (built) location.reload();
    else if (fault === undefined) state.textContent = 'The run has ended. Start it again: npm start';
  },
});
