import type { Fitted, Route } from './carrier.ts';
import type { Field } from './field.ts';

/** Schemes in which every stage starts from the one before. */
const WHOLE = ['euler', 'heun', 'rk4'];
/** Links of a stencil that are written out one by one. */
const MOST_LINKS = 400;

/** The routes of all carriers, where an executor may step the field as a whole; otherwise why none can. */
export function routesOf({ model, carriers, integrator }: Field, fitted: Record<string, Fitted>): Route[] | string {
  const routes: Route[] = [];
  if (!WHOLE.includes(integrator)) return `integrator ${integrator}`;
  if (Object.keys({ ...model.noise, ...model.project }).length > 0) return 'noise or a projection';
  for (const name of Object.keys(carriers)) {
    const { route } = fitted[name];
    if (!route) return `carrier ${name} (${carriers[name].kind}) has no fused form`;
    routes.push(route);
  }
  const lattices = routes.filter((r) => r.kind === 'lattice');
  if (lattices.some((r) => r.rows !== lattices[0].rows || r.columns !== lattices[0].columns)) return 'lattices of different shape';
  return lattices.some((r) => r.stencil.length > MOST_LINKS) ? `a stencil of more than ${MOST_LINKS} links` : routes;
}
