import { oscillator, type Oscillator, type OscillatorText } from '../../../src/index.ts';
import { suggest } from '../../../src/oscillators/nearest.ts';

/**
 * A whole model as a person types it, one thing a line:
 *
 *     name my model
 *     phase theta                      or: real x, y
 *     parameter omega = 0, K = 1
 *     theta' = omega + K*(S*cos(theta) - C*sin(theta))
 *     emits S = sin(theta)
 *     where r2 = x^2 + y^2             noise theta = sqrt(2*D)         project x = x / length
 *     planar x, y                      hears S, C
 *
 * Empty lines and lines that begin with # are skipped. An exact flow for Strang splitting cannot be typed.
 */
const WORDS = ['name', 'phase', 'real', 'parameter', 'emits', 'where', 'noise', 'project', 'planar', 'hears'];
const LONGEST = 8000;

/** Errors: SyntaxError naming the line, or what `oscillator` says about an equation. */
export function modelOf(text: string): Oscillator {
  if (text.length > LONGEST) throw new SyntaxError(`model: ${text.length} characters, expected at most ${LONGEST}. Write a shorter one.`);
  const model: Required<Pick<OscillatorText, 'state' | 'parameters' | 'rate' | 'emits' | 'where' | 'noise' | 'project'>> & Pick<OscillatorText, 'name' | 'planar' | 'hears'> =
    { name: 'your model', state: {}, parameters: {}, rate: {}, emits: {}, where: {}, noise: {}, project: {} };
  text.split('\n').forEach((raw, k) => {
    const line = raw.trim(), at = `line ${k + 1}`;
    if (line === '' || line.startsWith('#')) return;
    const put = (into: Record<string, unknown>, name: string, value: unknown) => {
      if (Object.hasOwn(into, name)) throw new SyntaxError(`${at}: "${name}" came twice, expected once. Remove one of the lines.`);
      Object.defineProperty(into, name, { value, enumerable: true }); // a symbol may be called __proto__: oscillator refuses it by name
    };
    const rate = /^([A-Za-z]\w*)\s*['′]\s*=(.*)$/.exec(line);
    if (rate) return put(model.rate, rate[1], rate[2].trim());
    const [, word, rest] = /^([A-Za-z]+)\b\s*(.*)$/.exec(line) ?? [], list = (rest ?? '').split(',').map((part) => part.trim());
    const equation = (): [string, string] => {
      const [, name, of] = /^([A-Za-z]\w*)\s*=(.*)$/.exec(rest) ?? [];
      if (name === undefined) throw new SyntaxError(`${at}: "${word} ${rest}" cannot be read, expected a name, = and a formula. Write for example "${word} x = sin(theta)".`);
      return [name, of.trim()];
    };
    switch (word) {
      case 'name': model.name = rest || 'your model'; return;
      case 'phase': case 'real': for (const v of list) put(model.state, v, word); return;
      case 'parameter': case 'parameters': for (const part of list) {
        const [, name, value] = /^([A-Za-z]\w*)\s*=\s*(\S+)$/.exec(part) ?? [];
        if (name === undefined || !Number.isFinite(Number(value))) throw new SyntaxError(`${at}: "${part}" cannot be read, expected a name, = and a number. Write for example "parameter K = 1".`);
        put(model.parameters, name, Number(value));
      } return;
      case 'emits': case 'where': case 'noise': case 'project': return put(model[word], ...equation());
      case 'planar':
        if (list.length !== 2) throw new SyntaxError(`${at}: planar names ${list.length}, expected two real variables. Write for example "planar x, y".`);
        model.planar = [list[0], list[1]];
        return;
      case 'hears': model.hears = list.filter((s) => s !== ''); return;
      default: throw new SyntaxError(`${at}: "${line.slice(0, 60)}" cannot be read, expected an equation as in "theta' = omega", or a line that begins with ${WORDS.slice(0, -1).join(', ')} or ${WORDS.at(-1)}. ${word ? suggest(word, WORDS) : 'Correct the line.'}`);
    }
  });
  return oscillator(model);
}

/** The text of a model; `modelOf` makes the same model of it (without its exact flow, if it has one). */
export function textOf({ text, name, variables, parameters, hears }: Oscillator): string {
  const flat = (words: string) => words.replace(/\s+/g, ' ').trim(), equations = (word: string, of: Record<string, string> | undefined) => Object.entries(of ?? {}).map(([v, words]) => `${word} ${v} = ${flat(words)}`);
  const kinds = ['phase', 'real'].map((kind) => [kind, variables.filter((v) => text.state[v] === kind)] as const).filter(([, list]) => list.length > 0);
  const inOrder = kinds.flatMap(([, list]) => list).every((v, k) => v === variables[k]);
  return [
    `name ${flat(name)}`,
    ...(inOrder ? kinds.map(([kind, list]) => `${kind} ${list.join(', ')}`) : variables.map((v) => `${text.state[v]} ${v}`)),
    ...(Object.keys(parameters).length > 0 ? [`parameter ${Object.entries(parameters).map(([p, value]) => `${p} = ${value}`).join(', ')}`] : []),
    ...variables.map((v) => `${v}' = ${flat(text.rate[v])}`),
    ...equations('where', text.where), ...equations('emits', text.emits), ...equations('noise', text.noise), ...equations('project', text.project),
    ...(text.planar ? [`planar ${text.planar.join(', ')}`] : []),
    ...(hears.join() === Object.keys(text.emits ?? {}).join() ? [] : [`hears ${hears.join(', ')}`]),
  ].join('\n');
}
