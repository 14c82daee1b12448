import type { Row } from '../runs/table.ts';
import type { Shell } from './shell.ts';

const quietMilliseconds = 10_000;

/** Done of total, solved so far where truths are known, and the remaining time: a line redrawn on a terminal, else one now and then. */
export function progress(shell: Shell): { row(row: Row, done: number, total: number): void; end(): void } {
  const started = performance.now();
  let fresh = 0, solved = 0, scored = 0, last = -Infinity, drawn = false;
  return {
    row({ score, record }, done, total) {
      fresh += 1;
      scored += score ? 1 : 0;
      solved += score?.solved ? 1 : 0;
      const now = performance.now(), left = ((now - started) / fresh) * (total - done) / 1e3;
      const line = `${done}/${total}${scored > 0 ? ` · ${solved} of ${scored} solved` : ''} · ${remaining(left)} left · ${record.method} ${record.id}`;
      if (shell.redraws) {
        process.stderr.write(`\r\x1b[2K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`);
        drawn = true;
      } else if (now - last > quietMilliseconds || done === total) {
        last = now;
        shell.err(line);
      }
    },
    end() {
      if (drawn) process.stderr.write('\r\x1b[2K');
      drawn = false;
    },
  };
}

function remaining(seconds: number): string {
  const s = Math.round(seconds);
  return s < 3600 ? `${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')}` : `${Math.floor(s / 3600)} h ${Math.round((s % 3600) / 60)} min`;
}
