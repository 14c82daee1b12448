import { afterEach, describe, expect, it, vi } from 'vitest';
import * as c from '../../src/index.ts';

const field = c.defineField({ model: c.kuramoto, carriers: { l: c.gather({ degree: 2 }) }, dt: 0.1 });
const table = new Int32Array(8), good = { sites: 4, state: { theta: 0 }, wiring: { l: { table } }, tolerance: 1e-3, timeLimit: 1 };
const wrong = (change: object) => c.settle(field, { ...good, ...change } as c.SettleOptions);

describe('settle refuses with one line that says what came, what was expected and what to do', () => {
  it.each<[string, object, RegExp]>([
    ['sites', { sites: 0 }, /^field: sites is 0, expected a whole number of at least 1\. \S/],
    ['batch', { batch: 1.5 }, /^field: batch is 1.5, expected a whole number/],
    ['more sites than memory', { sites: 2 ** 20, batch: 2 ** 10 }, /^field: 1024 × 1048576 sites, expected at most 268435456\. \S/],
    ['missing state', { state: {} }, /^field: state theta is missing, expected a number or a Float32Array of 4 values\. \S/],
    ['state of another model', { state: { theta: 0, thetta: 0 } }, /^field: Kuramoto has no state "thetta"\. Did you mean "theta"\?/],
    ['state size', { state: { theta: new Float32Array(3) } }, /^field: state theta has 3 values, expected 4 or 1\. \S/],
    ['state size in a batch', { batch: 2, state: { theta: new Float32Array(3) } }, /^field: state theta has 3 values, expected 8 \(2 × 4\), 4 or 1\. \S/],
    ['state type', { state: { theta: [0, 0, 0, 0] } }, /^field: state theta is object, expected a number or a Float32Array of 4 values/],
    ['a start that is no number', { state: { theta: NaN } }, /^field: state theta is NaN, expected a finite number/],
    ['parameter name', { parameters: { omgea: 1 } }, /^field: Kuramoto has no parameter "omgea"\. Did you mean "omega"\?/],
    ['parameter size', { parameters: { omega: new Float32Array(63) } }, /^field: parameter omega has 63 values, expected 4 or 1\. \S/],
    ['parameter value', { parameters: { K: Infinity } }, /^field: parameter K is Infinity, expected a finite number/],
    ['wiring name', { wiring: { l: { table }, links: {} } }, /^field: wiring "links" belongs to no carrier\. Known: l\./],
    ['wiring missing', { wiring: {} }, /^l: wiring\.l\.table is undefined, expected an Int32Array of 4 × 2\. \S/],
    ['table type', { wiring: { l: { table: [1, 2] } } }, /^l: wiring\.l\.table is Array, expected an Int32Array/],
    ['table size', { wiring: { l: { table: new Int32Array(7) } } }, /^l: table has 7 entries, expected 8 \(4 sites × degree 2\)\. \S/],
    ['table entry', { wiring: { l: { table: Int32Array.from([0, 0, 0, 4, 0, 0, 0, 0]) } } }, /^l: table says site 1 listens to 4, expected −1 \(closed\) to 3\. Correct link 1\./],
    ['weight size', { wiring: { l: { table, weight: new Float32Array(4) } } }, /^l: weight has 4 entries, expected 8 as the table, or one number\. \S/],
    ['tolerance', { tolerance: -1 }, /^settle: tolerance is -1, expected a rate of at least 0\. \S/],
    ['chunk', { chunk: 0 }, /^settle: chunk is 0, expected a whole number/],
    ['timeLimit', { timeLimit: Infinity }, /^settle: timeLimit \/ dt is Infinity, expected a whole number/],
    ['frame', { frame: new Int32Array(3) }, /^settle: frame has 3 entries, expected 4/],
    ['backend', { backend: 'webasn' }, /^backend: "webasn" is unknown, expected one of auto, webgpu, webgl2, webasm, cpu\. Did you mean "webasm"\?/],
  ])('%s', async (_, change, message) => {
    await expect(wrong(change)).rejects.toThrow(message);
    await expect(wrong(change)).rejects.toThrow(/^[^\n]+$/);
  });
});

describe('defineField and carriers refuse where they are made', () => {
  it.each<[string, () => unknown, RegExp]>([
    ['no model', () => c.defineField({ dt: 0.1 } as never), /^field: model is missing/],
    ['dt', () => c.defineField({ model: c.kuramoto, dt: 0 }), /^field: dt is 0, expected a positive number/],
    ['integrator', () => c.defineField({ model: c.kuramoto, dt: 0.1, integrator: 'rk5' as never }), /^field: integrator "rk5" is unknown.*Did you mean "rk4"\?/],
    ['signal', () => c.defineField({ model: c.entrainment, carriers: { heard: c.meanField({ from: 'sgnal' }) }, dt: 0.1 }), /^field: carrier heard carries "sgnal", which entrainment does not emit\. Did you mean "signal"\?/],
    ['heard', () => c.defineField({ model: c.entrainment, carriers: { herd: c.meanField({ from: 'signal' }) }, dt: 0.1 }), /^field: carrier herd brings "herd", which entrainment does not hear\. Did you mean "heard"\?/],
    ['two kinds', () => c.defineField({ model: c.kuramoto, carriers: { a: c.meanField(), b: c.group({ reduce: 'strongest' }) }, dt: 0.1 }), /^field: "S" is brought by a \(sum\) and b \(strongest\)/],
    ['carrier name', () => c.defineField({ model: c.kuramoto, carriers: { 'a b': c.meanField() }, dt: 0.1 }), /^field: "a b" cannot name a carrier/],
    ['no carrier', () => c.defineField({ model: c.kuramoto, carriers: { a: {} as never }, dt: 0.1 }), /^field: carrier a is no carrier/],
    ['degree', () => c.gather({ degree: 0 }), /^gather: degree is 0/],
    ['lattice size', () => c.lattice({ rows: 0, columns: 3 }), /^lattice: 0 × 3/],
    ['empty stencil', () => c.lattice({ rows: 2, columns: 3, stencil: [] }), /^lattice: the stencil is empty/],
    ['stencil link', () => c.lattice({ rows: 2, columns: 3, stencil: [[0.5, 0, 1]] }), /^lattice: stencil link \[0.5,0,1\]/],
    ['order', () => c.subharmonicOutput(2.5), /^subharmonicOutput: order is 2.5/],
  ])('%s', (_, make, message) => expect(make).toThrow(message));

  it('a lattice of another size than the field', async () => {
    const square = c.defineField({ model: c.kuramoto, carriers: { l: c.lattice({ rows: 3, columns: 3 }) }, dt: 0.1 });
    await expect(c.settle(square, { ...good, wiring: {} })).rejects.toThrow(/^l: the field has 4 sites, expected 9 \(3 × 3\)\. \S/);
  });
  it('group labels of another size', async () => {
    const grouped = c.defineField({ model: c.kuramoto, carriers: { g: c.group() }, dt: 0.1 });
    await expect(c.settle(grouped, { ...good, wiring: { g: { group: new Int32Array(5) } } })).rejects.toThrow(/^g: group has 5 entries, expected 4 \(sites\)\. \S/);
    await expect(c.settle(grouped, { ...good, wiring: {} })).rejects.toThrow(/^g: wiring\.g\.group is undefined, expected an Int32Array/);
  });
});

describe('backends', () => {
  afterEach(() => {
    delete process.env.CYMATIC_BACKEND;
    vi.unstubAllGlobals();
  });
  it('one that is absent is replaced with a warning that says why, never silently', async () => {
    const run = await wrong({ backend: 'webgl2' });
    expect(c.absent('webgl2')).toBe('no WebGL 2 context');
    expect(run.backend).toBe('webasm');
    expect(run.warnings).toEqual(['backend webgl2 is absent here (no WebGL 2 context); webasm computes instead']);
  });
  it('WebGPU without an adapter is absent, and settling asks for one by itself', async () => {
    expect(c.absent('webgpu')).toMatch(/^no adapter was asked for yet, await prepareBackend\("webgpu"\) first$/);
    vi.stubGlobal('navigator', { gpu: { requestAdapter: () => Promise.resolve(null) } });
    const run = await wrong({ backend: 'webgpu' });
    expect(c.absent('webgpu')).toMatch(/^no adapter answers/);
    expect(run.backend).toBe('webasm');
    expect(run.warnings).toEqual([expect.stringMatching(/^backend webgpu is absent here \(no adapter answers.*\); webasm computes instead$/)]);
  });
  it('CYMATIC_BACKEND chooses where no argument does, and the argument wins', async () => {
    process.env.CYMATIC_BACKEND = 'cpu';
    expect((await wrong({})).backend).toBe('cpu');
    expect((await wrong({ backend: 'webasm' })).backend).toBe('webasm');
    process.env.CYMATIC_BACKEND = 'gpu';
    await expect(wrong({})).rejects.toThrow(/^backend: "gpu" is unknown/);
  });
});
