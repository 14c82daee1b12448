import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderStore } from '../../src/runs/zarrFolder.ts';
import { readEntries, readGroup } from '../../src/runs/zarrRead.ts';
import { cymatic, scratch } from './support.ts';

let place: ReturnType<typeof scratch>;
beforeEach(() => void (place = scratch()));
afterEach(() => place.remove());

const GOOD = { state: { x: 'real' }, parameters: { a: 1 }, rate: { x: '-a*x + U' }, emits: { U: 'x' }, carriers: { net: { kind: 'meanField' } }, sites: 3, time: 1 };
const said = async (file: unknown, ...more: string[]) => {
  place.file('m.json', file);
  return cymatic(['simulate', 'm.json', ...more], { cwd: place.path });
};

describe('wrong input to cymatic simulate: one line, exit code 2, no run folder', () => {
  it.each<[string, unknown, string | RegExp, string[]?]>([
    ['truncated JSON', JSON.stringify(GOOD).slice(0, 40), /^cymatic: m\.json: not JSON \(.*\), expected a model file\. Is it cut off\?$/],
    ['NaN in JSON', '{"parameters": {"a": NaN}}', /m\.json: not JSON .* NaN and Infinity are no JSON numbers\.$/],
    ['an infinite parameter', JSON.stringify(GOOD).replace('"a":1', '"a":1e999'), 'm.json: parameters.a is Infinity, expected a number, a list of numbers, or one of'],
    ['a parameter in words', { ...GOOD, parameters: { a: 'NaN' } }, 'm.json: parameters.a is "NaN", expected a number'],
    ['NaN by option', GOOD, "option '--set <name=value>' argument 'a=NaN' is invalid. Expected a parameter and a finite number", ['--set', 'a=NaN']],
    ['a list, not a model', [1, 2], 'm.json: the file is [1,2], expected names with values.'],
    ['an unknown key', { ...GOOD, carrier: {} }, 'm.json: unknown key "carrier". Did you mean "carriers"?'],
    ['an unknown key of a carrier', { ...GOOD, carriers: { net: { kind: 'circle', radus: 2 } } }, 'm.json: unknown key "radus" in carriers.net. Did you mean "radius"?'],
    ['an unknown key of the recording', { ...GOOD, record: { evry: 2 } }, 'm.json: unknown key "evry" in record. Did you mean "every"?'],
    ['an unknown carrier', { ...GOOD, carriers: { net: { kind: 'lattce' } } }, 'm.json: carriers.net.kind is "lattce", expected one of lattice, circle, meanField, group, dense, sparse, permutation. Did you mean "lattice"?'],
    ['an unknown symbol', { ...GOOD, rate: { x: '-a*xx + U' } }, 'm.json: m, rate of x: unknown symbol "xx" in "-a*xx + U", expected arithmetic on known symbols. Did you mean "x"?'],
    ['an unknown function', { ...GOOD, rate: { x: 'sinn(x)' } }, 'Did you mean "sin"?'],
    ['an unknown model', { model: 'kuramotto' }, 'm.json: model "kuramotto" is unknown, expected one of kuramoto, '],
    ['a model and equations', { ...GOOD, model: 'kuramoto' }, 'm.json: model "kuramoto" came together with state, rate, emits, expected a name or equations.'],
    ['no equations', { sites: 4 }, 'm.json: state is missing, expected equations, or a model by name.'],
    ['a rate that is missing', { ...GOOD, state: { x: 'real', y: 'real' } }, 'm.json: m: rate of y is missing, expected an equation for every state variable.'],
    ['a wrong kind of state', { ...GOOD, state: { x: 'complex' } }, 'm.json: state.x is "complex", expected one of phase, real.'],
    ['a circle of definitions', { ...GOOD, where: { p: 'q', q: 'p + 1' } }, 'm.json: m, where p: p → q → p is a circle of definitions'],
    ['weights of the wrong size', { ...GOOD, carriers: { net: { kind: 'dense', weight: [[0, 1], [1, 0]] } } }, 'm.json: carriers.net: weight has 2 rows, row 0 of 2, expected 3 of 3'],
    ['a list of the wrong size', { ...GOOD, parameters: { a: [1, 2] } }, 'm.json: field: parameter a has 2 values, expected 3 or 1.'],
    ['a start of the wrong size', { ...GOOD, start: { x: [1, 2, 3, 4] } }, 'm.json: field: state x has 4 values, expected 3 or 1.'],
    ['a start of nothing', { ...GOOD, start: { z: 1 } }, 'm.json: start: "z" is unknown, expected one of x.'],
    ['an unknown variable to record', GOOD, 'm.json: record.variables: "y" is unknown, expected one of x.', ['--record', 'y']],
    ['an unknown parameter to set', GOOD, '--set b: no parameter is called "b". Known: a.', ['--set', 'b=1']],
    ['a lattice on one row', { ...GOOD, carriers: { net: { kind: 'lattice' } } }, 'm.json: carriers.net: the field is one row of 3 sites, expected rows and columns.'],
    ['a link to nowhere', { ...GOOD, carriers: { net: { kind: 'sparse', links: [[0, 9]] } } }, 'm.json: csrOf: link 0 is [0, 9], expected sites from 0 to 2.'],
    ['neither links nor degree', { ...GOOD, carriers: { net: { kind: 'sparse' } } }, 'm.json: carriers.net: none of them came, expected one of links, degree.'],
    ['a signal that is not emitted', { ...GOOD, carriers: { net: { kind: 'meanField', from: { U: 'V' } } } }, 'm.json: field: carrier net carries "V", which m does not emit.'],
    ['no sites', GOOD, "option '--sites <n>' argument '0' is invalid. Expected a whole number of at least 1", ['--sites', '0']],
    ['no sites in the file', { ...GOOD, sites: 0 }, 'm.json: sites is 0, expected at least 1.'],
    ['half a site', { ...GOOD, sites: 2.5 }, 'm.json: sites is 2.5, expected a whole number'],
    ['a negative step', { ...GOOD, dt: -0.1 }, 'm.json: dt is -0.1, expected more than 0.'],
    ['a time shorter than a step', { ...GOOD, dt: 1, time: 0.2 }, 'm.json: time is 0.2, expected at least one step of 1.'],
    ['an unknown integrator', GOOD, 'm.json: field: integrator "rk5" is unknown', ['--integrator', 'rk5']],
    ['an unknown backend', GOOD, 'm.json: backend: "webgpux" is unknown, expected one of', ['--backend', 'webgpux']],
    ['a symbol that is an observable', { ...GOOD, state: { residual: 'real' }, rate: { residual: '-residual' }, emits: {}, carriers: {} }, 'm.json: record: "residual" is a symbol of the model and an observable'],
    ['a prototype as a key', '{"__proto__": {"x": 1}, "state": {"x": "real"}, "rate": {"x": "-x"}, "polluted": 1}', /unknown key/],
    ['a place that is not there', GOOD, 'no such folder or file', ['--json', 'nowhere/o.json']],
  ])('%s', async (_, file, message, more = []) => {
    const { code, out, err } = await said(file, ...more);
    expect([code, out], err).toEqual([2, '']);
    if (typeof message === 'string') expect(err).toContain(message);
    else expect(err).toMatch(message);
    expect(err).toMatch(/^cymatic: [^\n]+$/);
    expect(existsSync(join(place.path, 'runs'))).toBe(false);
  });

  it.each(['x.constructor.constructor("return process")()', 'process.exit(3)', 'globalThis.hacked = 1', 'import("fs")', '`${x}`', 'x; process.exit(3)', '(() => 1)()', 'x); while (true) {} (', '{"a": x}', 'eval("1")'])('code in an equation does not run: %s', async (text) => {
    for (const file of [{ ...GOOD, rate: { x: text } }, { ...GOOD, where: { w: text } }, { ...GOOD, start: { x: { formula: text } } }, { ...GOOD, carriers: { net: { kind: 'circle', kernel: text } } }]) {
      const { code, err } = await said(file);
      expect(code).toBe(2);
      expect(err).toMatch(/^cymatic: m\.json: [^\n]+$/);
    }
    expect((globalThis as Record<string, unknown>).hacked).toBeUndefined();
    expect(existsSync(join(place.path, 'runs'))).toBe(false);
  });

  it('no model, no such file, two things at once', async () => {
    expect((await cymatic(['simulate'], { cwd: place.path })).err).toMatch(/^cymatic: simulate: no model came, expected a model file or name, or --resume RUN\. Models: kuramoto, [^\n]*$/);
    expect((await cymatic(['simulate', 'kuramot'], { cwd: place.path })).err).toBe('cymatic: simulate: no file and no model is called "kuramot". Did you mean "kuramoto"?');
    expect((await cymatic(['simulate', 'kuramoto', '--resume', 'x'], { cwd: place.path })).code).toBe(2);
    expect((await cymatic(['simulate', '--resume', 'x', '--seed', '3'], { cwd: place.path })).err).toMatch(/--resume came with --seed, expected the run as it was/);
    expect((await cymatic(['simulate', '--resume', 'x'], { cwd: place.path })).err).toMatch(/^cymatic: --resume .*x: no run folder came/);
  });

  it('a full disk: one line, exit code 2', async ({ skip }) => {
    if (!existsSync('/dev/full')) skip('/dev/full is absent here');
    place.file('m.json', GOOD);
    const { code, err } = await cymatic(['simulate', 'm.json', '--json', '/dev/full'], { cwd: place.path });
    expect(code).toBe(2);
    expect(err).toBe('cymatic: writing /dev/full: no space left on the device. Free some space or name another place.');
  });

  it('a full disk under the recording (a small tmpfs): one line, exit code 2, what was recorded can be read, and goes on elsewhere', async ({ skip }) => {
    mkdirSync(join(place.path, 'small'));
    place.file('m.json', { model: 'kuramoto', sites: [128, 128], carriers: { near: { kind: 'lattice' } }, time: 4, record: { every: 0.1 } });
    const script = `mount -t tmpfs -o size=2m none small || exit 99; "$0" "$@"; code=$?; cp -r small/. kept; exit $code`;
    const node = [process.execPath, '--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href, join(import.meta.dirname, 'cymaticWithFake.ts')];
    const { status, stderr } = spawnSync('sh', ['-c', 'exec unshare -m "$@"', 'sh', 'sh', '-c', script, ...node, 'simulate', 'm.json', '--runs', 'small'], { cwd: place.path, encoding: 'utf8' });
    if (status === null || status === 99 || /unshare/.test(stderr)) skip('no right to mount a tmpfs here');
    expect(status, stderr).toBe(2);
    expect(stderr).toMatch(/^cymatic: writing [^\n]*: no space left on the device\. Free some space or name another place\.\n$/);
    const [run] = readdirSync(join(place.path, 'kept')), store = folderStore(join(place.path, 'kept', run, 'field.zarr')), { arrays } = await readGroup(store);
    expect(JSON.parse(readFileSync(join(place.path, 'kept', run, 'run.json'), 'utf8')).state).toMatch(/failed|running/); // the disk may refuse this too
    if (arrays.theta.shape[0] > 0) expect((await readEntries(store, arrays.theta)).every(Number.isFinite)).toBe(true);
    const again = await cymatic(['simulate', '--resume', join('kept', run), '--quiet'], { cwd: place.path });
    expect(again.code, again.err).toBe(0);
    expect((await readGroup(store)).arrays.theta.shape[0]).toBe(41);
  });

  it('a recording that may not grow (file size limit): one line, exit code 2, what was written stays', async ({ skip }) => {
    if (process.platform !== 'linux') skip('no file size limit by prlimit here');
    place.file('m.json', { model: 'kuramoto', sites: 4096, carriers: { ring: { kind: 'circle' } }, time: 30, record: { every: 0.1 } });
    const script = `trap '' XFSZ; ulimit -f 256; exec "$0" "$@"`; // half-kilobyte blocks in sh; the write answers EFBIG as a full disk answers ENOSPC
    const node = [process.execPath, '--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href, join(import.meta.dirname, 'cymaticWithFake.ts')];
    const { status: code, stderr: err } = spawnSync('sh', ['-c', script, ...node, 'simulate', 'm.json'], { cwd: place.path, encoding: 'utf8' });
    expect(code, err).toBe(2);
    expect(err).toMatch(/^cymatic: writing .*field\.zarr.*: the file may not grow further\. Name another place\.\n$/);
  });
});
