import { examineBackend } from '../../src/cli/checks.ts';

/** What `cymatic doctor --browser` calls inside the page. */
const examine = { examineBackend, isolated: () => crossOriginIsolated };
export type Examine = typeof examine;
Object.assign(window, { examine });
