import { z } from 'zod';
import { benchShape } from './bench.ts';
import { doctorShape } from './doctor.ts';
import { runShape } from './run.ts';
import { settleShape } from './settle.ts';
import { simulatedShape, simulationShape } from './simulate.ts';
import { solveShape } from './solve.ts';
import { indexShape } from './taskIndex.ts';

/** The JSON Schemas that ship, by file name: made from the zod shapes that the code is typed by. */
export function shippedSchemas(): Record<string, string> {
  const shapes = { 'solve.schema.json': solveShape, 'run.schema.json': runShape, 'settle.schema.json': settleShape, 'bench.schema.json': benchShape, 'doctor.schema.json': doctorShape, 'simulate.schema.json': simulatedShape, 'model.schema.json': simulationShape, 'task-index.schema.json': indexShape };
  return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, `${JSON.stringify(z.toJSONSchema(shape), null, 2)}\n`]));
}
