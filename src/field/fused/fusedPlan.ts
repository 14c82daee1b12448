import type { Route } from '../carrier.ts';
import type { Plan, PlanRequest } from '../plan.ts';
import { fuse, type FusedField } from './fusedField.ts';
import { SINGLE } from './lanes.ts';
import { threadsHere } from './threads.ts';
import { obstacle } from './vectorText.ts';

/** Below this many sites compiling a module for one exact size costs more than it saves; links make a site dearer. */
const WORTH = 4096;
/** Schemes in which every stage starts from the one before. */
const FUSED_INTEGRATORS = ['euler', 'heun', 'rk4'];
/** Compiled fields, oldest use first. */
const fields = new Map<string, FusedField<Float32Array>>();
const MOST_FIELDS = 16, MOST_BYTES = 2 ** 31;

/** Why a field cannot run as one fused WebAssembly module, or undefined where it can. */
export function whyNotFused({ field, fitted }: Pick<PlanRequest, 'field' | 'fitted'>): string | undefined {
  const { model, carriers } = field, routes: Route[] = [];
  if (!FUSED_INTEGRATORS.includes(field.integrator)) return `integrator ${field.integrator}`;
  if (Object.keys({ ...model.noise, ...model.project }).length > 0) return 'noise or a projection';
  for (const name of Object.keys(carriers)) {
    const { route } = fitted[name];
    if (!route) return `carrier ${name} (${carriers[name].kind}) has no fused form`;
    routes.push(route);
  }
  const lattices = routes.filter((r) => r.kind === 'lattice');
  if (lattices.some((r) => r.rows !== lattices[0].rows || r.columns !== lattices[0].columns || r.torus !== lattices[0].torus)) return 'lattices of different shape';
  if (lattices.length > 0 && routes.some((r) => r.kind === 'dense' || r.kind === 'sparse')) return 'a lattice beside dense or sparse links';
  if (lattices.some((r) => r.stencil.length > 400)) return 'a stencil of more than 400 links';
  for (const [part, equations] of [['rate', model.rate], ['emission', model.emits]] as const) for (const [of, e] of Object.entries(equations)) {
    const stone = obstacle(e);
    if (stone) return `${stone} in the ${part} of ${of}`;
  }
  return undefined;
}

/** Whether the fused form is the better one: large fields that couple. */
export function fusionPays({ field, layout, fitted }: Pick<PlanRequest, 'field' | 'fitted' | 'layout'>): boolean {
  const sites = layout.sites * layout.batch, links = Object.values(fitted).map(({ route }) => (route?.kind === 'dense' ? layout.sites * sites : route?.kind === 'sparse' ? route.site.length * layout.batch : 0));
  return field.links.length > 0 && Math.max(sites, ...links.map((l) => l / 4)) >= WORTH;
}

/** The fused field of a request, from this process's cache if it was compiled before. */
export function fusedPlanFor(request: PlanRequest): Plan {
  const { field, layout, fitted, parameters, chunk } = request, { model } = field, threads = request.threads ? threadsHere() : 1;
  const routes = Object.entries(fitted).map(([name, { key, route }]) => [name, route!.kind === 'sparse' ? [route!.start.length, route!.site.length, typeof route!.weight] : key]);
  const key = JSON.stringify([threads, layout, field.integrator, field.dt, model.state, model.rate, model.emits, field.links, routes, parameters.key]);
  const fused = fields.get(key) ?? fuse<Float32Array>(field, layout, fitted, parameters, SINGLE, threads);
  fields.delete(key);
  fields.set(key, fused);
  dropOld(fused);
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

function dropOld(kept: FusedField<Float32Array>): void {
  let bytes = 0;
  for (const f of fields.values()) bytes += f.bytes;
  for (const [key, f] of fields) {
    if (fields.size <= MOST_FIELDS && bytes <= MOST_BYTES) break;
    if (f === kept || f.running()) continue;
    fields.delete(key);
    bytes -= f.bytes;
    f.destroy();
  }
}
