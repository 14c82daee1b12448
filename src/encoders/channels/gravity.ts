import { perSite, type Hearing } from './hearing.ts';
import type { Bodies } from './bodies.ts';

const PULLS: { name: string; direction: [number, number] }[] = [
  { name: 'down', direction: [1, 0] }, { name: 'up', direction: [-1, 0] }, { name: 'right', direction: [0, 1] }, { name: 'left', direction: [0, -1] },
];

/** Drift until contact: single sites, whole objects, and everything but one colour that stays where it is. */
export async function gravity({ sea, senses, book, occupied, background, colours, census }: Hearing, shapes: Bodies): Promise<void> {
  const single = perSite(sea, (i) => (occupied[i] ? i : -1));
  const plans: { name: string; body: Int32Array; cost: number }[] = [
    { name: 'sites drifting', body: single, cost: 1.6 },
    { name: 'objects drifting', body: shapes.body, cost: 1.7 },
  ];
  for (const c of colours) {
    if (sea.grids.some((g, k) => census[c][g.offset] === 0 || background[k] === c)) continue;
    plans.push({ name: `sites drifting, colour ${c} fixed,`, body: perSite(sea, (i) => (sea.colour[i] === c ? -2 : single[i])), cost: 1.9 });
    plans.push({ name: `objects drifting, colour ${c} fixed,`, body: perSite(sea, (i) => (sea.colour[i] === c ? -2 : shapes.body[i])), cost: 1.9 });
  }
  const requests = plans.flatMap((p) => PULLS.map((pull) => ({ body: p.body, direction: pull.direction })));
  const travels = await senses.drift(sea, requests);
  plans.forEach((p, n) => PULLS.forEach((pull, k) => {
    const travel = travels[n * 4 + k];
    const landed = Int16Array.from({ length: sea.sites }, (_, i) => background[sea.grid[i]]);
    for (let i = 0; i < sea.sites; i++) {
      if (p.body[i] === -1) continue;
      const g = sea.grids[sea.grid[i]];
      const steps = p.body[i] === -2 ? 0 : travel[i];
      landed[i + steps * (pull.direction[0] * g.columns + pull.direction[1])] = sea.colour[i];
    }
    book.add(`${p.name} ${pull.name}`, 'colour', p.cost, landed);
  }));
}
