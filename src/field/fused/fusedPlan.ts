import type { Plan, PlanRequest } from '../plan.ts';
import { routesOf } from '../routes.ts';
import { fusedOf } from './compiled.ts';
import { SINGLE } from './lanes.ts';
import { threadsHere } from './threads.ts';
import { obstacle } from './vectorText.ts';

/** Below this many sites compiling a module for one exact size costs more than it saves, and below that many threads do; four links count as a site. */
const WORTH = 4096, THREADED_FROM = 16_384;

/** Why a field cannot run as one fused WebAssembly module, or undefined where it can. */
export function whyNotFused({ field, fitted }: Pick<PlanRequest, 'field' | 'fitted'>): string | undefined {
  const { model } = field, routes = routesOf(field, fitted);
  if (typeof routes === 'string') return routes;
  const lattices = routes.filter((r) => r.kind === 'lattice');
  if (lattices.some((r) => r.torus !== lattices[0].torus)) return 'a torus beside walls';
  if (lattices.length > 0 && routes.some((r) => r.kind === 'dense' || r.kind === 'sparse')) return 'a lattice beside dense or sparse links';
  for (const [part, equations] of [['rate', model.rate], ['emission', model.emits]] as const) for (const [of, e] of Object.entries(equations)) {
    const stone = obstacle(e);
    if (stone) return `${stone} in the ${part} of ${of}`;
  }
  return undefined;
}

type Shape = Pick<PlanRequest, 'field' | 'fitted' | 'layout'>;

/** Work of a step in sites: dense and sparse links, four for one, where they outnumber the sites. */
function work({ layout, fitted }: Omit<Shape, 'field'>): number {
  const sites = layout.sites * layout.batch, links = Object.values(fitted).map(({ route }) => (route?.kind === 'dense' ? layout.sites * sites : route?.kind === 'sparse' ? route.site.length * layout.batch : 0));
  return Math.max(sites, ...links.map((l) => l / 4));
}

/** Whether the fused form is the better one: large fields that couple. */
export const fusionPays = (shape: Shape): boolean => shape.field.links.length > 0 && work(shape) >= WORTH;

/** Whether its threads win more than their barriers cost. */
export const threadsPay = (shape: Shape): boolean => work(shape) >= THREADED_FROM;

/** The fused field of a request as a plan. */
export function fusedPlanFor(request: PlanRequest): Plan {
  const { field, layout, fitted, parameters, chunk } = request, fused = fusedOf<Float32Array>(field, layout, fitted, parameters, SINGLE, request.threads ? threadsHere() : 1);
  const total = layout.sites * layout.batch;
  return {
    async run(state, time, packed) {
      const head = Math.max(1, parameters.scalars.length);
      const values = Object.fromEntries(parameters.scalars.map((p, i) => {
        const k = parameters.perSite.indexOf(p);
        return [p, k < 0 ? packed[i] : packed.subarray(head + k * parameters.padded, head + k * parameters.padded + total)];
      }));
      return fused.advance(state, chunk, time, values, fitted);
    },
    ran: () => ({ backend: 'webasm', executor: `fused-whole, ${fused.threads} thread${fused.threads > 1 ? 's' : ''}`, reason: null, traffic: fused.traffic }),
  };
}
