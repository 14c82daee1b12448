import type { BackendName } from './backend.ts';
import type { Fitted, Layout } from './carrier.ts';
import type { Field } from './field.ts';
import type { ParameterPlace } from './parameters.ts';

/** Everything that decides the compiled code; two runs with the same `key` share one plan. */
export interface PlanRequest {
  field: Field;
  layout: Layout;
  /** The carriers fitted to layout and wiring, by name. */
  fitted: Record<string, Fitted>;
  parameters: ParameterPlace;
  /** Steps in one launch. */
  chunk: number;
  backend: Exclude<BackendName, 'auto'>;
  threads: boolean;
}

/** A state (or rate) is one padded array a variable. */
export type Arrays = Record<string, Float32Array>;
