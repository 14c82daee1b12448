import type { Plan, PlanRequest } from '../plan.ts';
import { routesOf } from '../routes.ts';
import { shaderField, type ShaderField } from './shaderField.ts';

/** Compiled fields, oldest use first. */
const fields = new Map<string, Entry>();
const MOST_FIELDS = 32, MOST_BYTES = 2 ** 32;
interface Entry { made: Promise<ShaderField>; ready?: ShaderField; users: number }

/** Why a field cannot run as fused WebGPU shaders, or undefined where it can. */
export function whyNotShaders({ field, fitted }: Pick<PlanRequest, 'field' | 'fitted'>): string | undefined {
  const routes = routesOf(field, fitted);
  return typeof routes === 'string' ? routes : undefined;
}

/** The shaders of a request, from this process's cache if they were compiled before and their device still lives. */
export function shaderPlanFor({ field, layout, fitted, parameters, chunk }: PlanRequest): Plan {
  const { model } = field, routes = Object.entries(fitted).map(([name, { key, route }]) => [name, route!.kind === 'sparse' ? [route!.start.length, route!.site.length, typeof route!.weight] : key]);
  const key = JSON.stringify([layout, field.integrator, field.dt, model.state, model.rate, model.emits, field.links, routes, parameters.key]);
  const known = fields.get(key), entry = known && !known.ready?.lost() ? known : compile(key, shaderField(field, layout, fitted, parameters));
  fields.delete(key);
  fields.set(key, entry);
  dropOld(entry);
  return {
    async run(state, time, packed) {
      entry.users++;
      try {
        return await (await entry.made).advance(state, chunk, time, packed, fitted);
      } finally {
        entry.users--;
      }
    },
    ran: () => ({ backend: 'webgpu', executor: 'fused-shaders', reason: null, traffic: entry.ready?.traffic }),
  };
}

function compile(key: string, made: Promise<ShaderField>): Entry {
  const entry: Entry = { made, users: 0 };
  made.then((ready) => (entry.ready = ready), () => fields.get(key) === entry && fields.delete(key)); // what failed is tried anew, and whoever runs it hears why
  return entry;
}

function dropOld(kept: Entry): void {
  let bytes = 0;
  for (const { ready } of fields.values()) bytes += ready?.bytes ?? 0;
  for (const [key, e] of fields) {
    if (fields.size <= MOST_FIELDS && bytes <= MOST_BYTES) break;
    if (e === kept || !e.ready || e.users > 0) continue;
    fields.delete(key);
    bytes -= e.ready.bytes;
    e.ready.destroy();
  }
}
