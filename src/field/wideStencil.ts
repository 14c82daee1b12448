import type { Fitted, Layout, StencilLink } from './carrier.ts';
import { checkIndices, divided } from './indices.ts';

/** Links written out in one turn of the loop: three times as fast as one a turn on webasm, and compiled in milliseconds. */
const TURN = 8;

/**
 * The kernels of a lattice with a long stencil, which written out link by link would take seconds to compile (a disc of radius 8: 1 to 4 s).
 * The first pass copies the signal into a plate with a margin as wide as the stencil reaches, wrapped or silent, so that a link is one fixed
 * offset; the second adds the links up. They stand in the wiring (offsets | weights), so that stencils of like length and reach share a kernel.
 */
export function wideStencil(name: string, rows: number, columns: number, all: StencilLink[], torus: boolean, { sites, batch, padded }: Layout): Omit<Fitted, 'carry'> {
  const near = (step: number, n: number) => (torus ? step - n * Math.round(step / n) : step);
  const stencil = torus ? all : all.filter(([dr, dc]) => Math.abs(dr) < rows && Math.abs(dc) < columns); // others end beyond a wall wherever they start
  const reach = (axis: 0 | 1, n: number) => Math.max(0, ...stencil.map((l) => Math.abs(near(l[axis], n))));
  const up = reach(0, rows), side = reach(1, columns), tall = rows + 2 * up, wide = columns + 2 * side, total = sites * batch;
  checkIndices(name, batch * tall * wide, `a plate with margins of ${up} rows and ${side} columns`, 'Use a smaller stencil, fewer sites or fewer batch entries.');
  const turns = Math.max(1, Math.ceil(stencil.length / TURN)), room = turns * TURN, wiring = new Float32Array(2 * room);
  stencil.forEach((link, k) => {
    wiring[k] = near(link[0], rows) * wide + near(link[1], columns);
    wiring[room + k] = link[2];
  });
  const inside = (v: string, n: number) => (torus ? `if (${v} < -0.5) { ${v} = ${v} + ${n}.0; } if (${v} > ${n}.0 - 0.5) { ${v} = ${v} - ${n}.0; }`
    : `if (${v} < -0.5) { ${v} = 0.0; w = 0.0; } if (${v} > ${n}.0 - 0.5) { ${v} = 0.0; w = 0.0; }`);
  const margin = `${divided('line', 'this.thread.x', wide)} ${divided('entry', 'line', tall)} let x = this.thread.x - line * ${wide}.0 - ${side}.0; let y = line - entry * ${tall}.0 - ${up}.0; let w = 1.0;
    ${inside('x', columns)} ${inside('y', rows)} return source[(entry * ${rows}.0 + y) * ${columns}.0 + x] * w;`;
  const own = `${divided('line', 'this.thread.x', columns)} ${divided('entry', 'line', rows)} const at = (line + entry * ${2 * up}.0 + ${up}.0) * ${wide}.0 + this.thread.x - line * ${columns}.0 + ${side}.0;`;
  // Offsets are read before they are used: gpu.js lifts an index read inside an index out of its statement, on webgl2 under one name for all statements of a block.
  const offsets = Array.from({ length: TURN }, (_, k) => `const to${k} = at + wiring[g + ${k}];`).join(' ');
  const terms = Array.from({ length: TURN }, (_, k) => `wiring[g + ${room + k}] * source[to${k}]`);
  return {
    key: `lattice ${rows} ${columns} ${batch} ${torus} ${up} ${side} ${room}`,
    wiring,
    passes: [
      { body: margin, size: batch * tall * wide, loopMaxIterations: 0 },
      { body: `${own} let a = 0.0; let b = 0.0; for (let k = 0; k < ${turns}; k++) { const g = k * ${TURN}; ${offsets} a = a + (${terms.slice(0, TURN / 2).join(' + ')}); b = b + (${terms.slice(TURN / 2).join(' + ')}); } return a + b;`, size: total, loopMaxIterations: turns },
    ],
    loopMaxIterations: 0,
    find: (prefix) => (padded > total ? `const ${prefix}end = ${total - 1}.0;` : ''),
    read: (into, source, prefix) => `const ${into} = ${source}[${padded > total ? `Math.min(this.thread.x, ${prefix}end)` : 'this.thread.x'}];`,
  };
}
