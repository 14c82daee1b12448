/** Says whether a value that came from a file is what it is called. */
export type Sound = (value: unknown) => boolean;

/** The most cells of a grid: 30 × 30, or a single row of 900. */
const MOST = 900;

export const number: Sound = (value) => typeof value === 'number' && Number.isFinite(value);
export const whole: Sound = (value) => Number.isSafeInteger(value);
export const count: Sound = (value) => whole(value) && (value as number) >= 0;
export const colour: Sound = (value) => count(value) && (value as number) <= 9;
export const text: Sound = (value) => typeof value === 'string';
export const flag: Sound = (value) => typeof value === 'boolean';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

export const listOf = (one: Sound): Sound => (value) => Array.isArray(value) && value.every(one);
/** An object whose values are all sound, whatever their names. */
export const eachOf = (one: Sound): Sound => (value) => isObject(value) && Object.values(value).every(one);
/** An object that holds at least these. */
export const holding = (parts: Record<string, Sound>): Sound => (value) => isObject(value) && Object.entries(parts).every(([name, one]) => Object.hasOwn(value, name) && one(value[name]));

/** Rows of one length with values of one kind, at most as many as a grid has cells. */
export const tableOf = (one: Sound): Sound => (value) => listOf((row) => Array.isArray(row) && row.length > 0 && row.length === (value as unknown[][])[0].length && row.every(one))(value)
  && (value as unknown[][]).length * ((value as unknown[][])[0]?.length ?? 0) <= MOST;

/** The two attempts a test input; an empty grid is no answer. */
export const attempts: Sound = listOf((two) => Array.isArray(two) && two.length === 2 && two.every(tableOf(colour)));
