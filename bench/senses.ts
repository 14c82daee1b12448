import { fieldSenses } from '../src/encoders/fieldSenses.ts';
import { sea, shiftTable } from '../src/encoders/sea.ts';
import type { Sea } from '../src/encoders/sea.ts';
import type { Senses } from '../src/encoders/senses.ts';

/** `npx tsx bench/senses.ts [side = 15] [grids = 5] [backend] [threads: yes | no]`: ms per sense for the requests of one typical task. */
const side = Number(process.argv[2] ?? 15), count = Number(process.argv[3] ?? 5);

function task(): Sea {
  let state = 5;
  const roll = (n: number): number => (state = (state * 48271) % 2147483647) % n;
  return sea(Array.from({ length: count }, () => Array.from({ length: side }, () => Array.from({ length: side }, () => (roll(3) ? 0 : roll(4))))));
}

function calls(senses: Senses, s: Sea): [string, () => Promise<unknown>][] {
  const kind = Int32Array.from(s.colour), some = <T>(n: number, make: (k: number) => T): T[] => Array.from({ length: n }, (_, k) => make(k));
  const through = Uint8Array.from(kind, (k) => (k ? 0 : 1)), tables = some(60, (k) => shiftTable(s, (k % 9) - 4, (k % 7) - 3));
  const groups = some(60, (k) => ({ group: kind.map((c, i) => (k % 3 ? s.grid[i] * 900 + (k % 2 ? s.row[i] : s.column[i]) : c)), signal: kind.map((_, i) => (i * k) % 31) }));
  const directions = [[-1, -1], [-1, 0], [-1, 1], [0, -1], [0, 1], [1, -1], [1, 0], [1, 1]] as [number, number][];
  return [
    ['segment 15', () => senses.segment(s, some(15, (k) => ({ kind: kind.map((c) => (k % 5 === c ? -1 : k % 2 ? c : Math.min(c, 1))), eight: k % 3 === 0 })))],
    ['strongest 15', () => senses.strongest(s, groups.slice(0, 15))],
    ['wave 10', () => senses.wave(s, some(10, (k) => ({ source: kind.map((_, i) => (s.row[i] % (side - 1) && s.column[i] % (side - 1) ? -1 : k)), open: through, eight: k % 2 === 0 })))],
    ['rays 24', () => senses.rays(s, some(24, (k) => ({ direction: directions[k % 8], through })))],
    ['listen 60', () => senses.listen(s, s.colour, tables)],
    ['gather 60', () => senses.gather(s, groups)],
    ['drift 4', () => senses.drift(s, some(4, (k) => ({ direction: directions[[1, 3, 4, 6][k]], body: kind.map((c, i) => (c ? i : -1)) })))],
    ['interference 60', () => senses.interference(s, s.colour, tables)],
    ['diffuse', () => senses.diffuse(s, s.colour, 2)],
    ['integral', () => senses.integral(s, s.colour)],
  ];
}

const s = task(), senses = fieldSenses({ backend: process.argv[4], threads: process.argv[5] === undefined ? undefined : process.argv[5] === 'yes' });
console.log(`senses on ${senses.backend}: ${count} grids of ${side}×${side}`);
for (const round of ['first', 'second', 'third']) {
  let all = 0;
  const cpu = process.cpuUsage();
  const lines: string[] = [];
  for (const [name, call] of calls(senses, s)) {
    const before = performance.now();
    await call();
    const ms = performance.now() - before;
    all += ms;
    lines.push(`${name} ${ms.toFixed(0)}`);
  }
  const { user, system } = process.cpuUsage(cpu);
  console.log(`${round}: ${all.toFixed(0)} ms wall, ${((user + system) / 1000).toFixed(0)} ms of CPU = ${lines.join(', ')}`);
}
const total = Object.values(senses.activity).reduce((sum, a) => sum + a.milliseconds, 0);
for (const [name, a] of Object.entries(senses.activity))
  console.log(`${name.padEnd(13)} ${((100 * a.milliseconds) / total).toFixed(0).padStart(3)} % of the time in the medium, ${a.launches} launches, ${(a.steps / a.launches).toFixed(0)} steps each, ${((1e6 * a.milliseconds) / a.siteSteps).toFixed(1)} ns a site and step`);
for (const warning of senses.warnings) console.log(`warning: ${warning}`);
