// npm test: installs what is missing, runs vitest with the arguments given; the last line is `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, root } from './install.mjs';

ensureInstalled();
const folder = mkdtempSync(join(tmpdir(), 'cymatic-test-')), report = join(folder, 'report.json');
const { status } = spawnSync(process.execPath, [
  join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2),
], { cwd: root, stdio: 'inherit' });
const { passed, failed } = count();
rmSync(folder, { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/** Tests that passed and failed; a file that did not load, or a run that ended badly without a failed test, counts as one failure. */
function count() {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed')).length;
    const failures = numFailedTests + broken;
    return { passed: numPassedTests, failed: failures === 0 && status !== 0 ? 1 : failures };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
