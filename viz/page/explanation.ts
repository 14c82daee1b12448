import type { CellStory, Decision, Explanation, GateText } from '../../src/solvers/grid/explain.ts';
import type { AttentionMaps } from '../../src/baseline/explain.ts';
import { COLOUR_NAMES, PALETTE } from '../charts/colour.ts';
import { markup, type Markup } from '../charts/markup.ts';
import { colour, count, eachOf, flag, holding, listOf, number, tableOf, text, whole, type Sound } from '../sound.ts';

const leaf = holding({ drivenBy: whole, pure: flag, part: whole }), fork = holding({ when: text, channel: text, coupling: number, on: (gate) => gateSound(gate), off: (gate) => gateSound(gate) });
const gateSound: Sound = (gate) => leaf(gate) || fork(gate);
const sameShape = (story: CellStory): boolean => [story.source, story.part, story.order, story.margin, story.locked].every((t) => t.length === story.answer.length && t[0]?.length === story.answer[0]?.length);
const decisionSound = holding({ frame: text, sources: listOf(holding({ name: text, cost: number })), gate: gateSound, energy: holding({ total: number, leaveOneOut: number, cover: number, gate: number, frame: number, order: number }), population: number });
const storySound = holding({
  answer: tableOf(colour), source: tableOf(whole), part: tableOf(whole), order: tableOf(number), margin: tableOf(number), locked: tableOf(number), heard: eachOf((map) => tableOf(number)(map) && (map as number[][]).length > 0),
  phases: listOf(text), supporters: number, renamed: (to) => to === null || listOf(colour)(to), settled: holding({ status: text, time: number }),
});
const testSound: Sound = (story) => storySound(story) && sameShape(story as CellStory) && ((story as CellStory).decision === undefined || decisionSound((story as CellStory).decision));
const sound: Sound = (e) => decisionSound(e) && holding({ tests: listOf(testSound) })(e);

/** The explanation of the grid solver, or null where the value is none or a part of it is not what it is called (another version, another method, a broken line). */
export function asExplanation(value: unknown): Explanation | null {
  return safely(sound, value) ? (value as Explanation) : null;
}

/** A value nested without end is not sound either. */
function safely(one: Sound, value: unknown): boolean {
  try {
    return one(value);
  } catch {
    return false;
  }
}

/** What the attention net tells about itself. */
export interface NetStory {
  nets: { steps: number; loss: [step: number, loss: number][] }[];
  votes: { views: number; agreement: number }[][];
  attention: AttentionMaps | undefined;
}

const pair: Sound = (value) => Array.isArray(value) && value.length === 2 && value.every(number), links = listOf(listOf((link) => pair(link) && count((link as number[])[0])));
const netSound = holding({ nets: listOf(holding({ steps: number, loss: listOf(pair) })), votes: listOf(listOf(holding({ views: number, agreement: number }))) });
const mapsSound = holding({ rows: count, columns: count, firstLayer: links, secondLayer: links, copyHead: links });

/** The explanation of the attention net, or null where the value is none. */
export function asNet(value: unknown): NetStory | null {
  if (!safely(netSound, value)) return null;
  const { nets, votes, attention } = value as NetStory;
  return { nets, votes, attention: safely(mapsSound, attention) ? attention : undefined };
}

interface Condition { when: string; channel: string; holds: boolean; coupling: number }

/** The conditions on the way through the gates to a part. */
function wayTo(gate: GateText, part: number): Condition[] | null {
  if (!('when' in gate)) return gate.part === part ? [] : null;
  const step = { when: gate.when, channel: gate.channel, coupling: gate.coupling };
  const on = wayTo(gate.on, part);
  if (on) return [{ ...step, holds: true }, ...on];
  const off = wayTo(gate.off, part);
  return off ? [{ ...step, holds: false }, ...off] : null;
}

/** What decided the answer to a test input: frame, sources and gate. */
export const decisionOf = (e: Explanation, story: CellStory): Decision => story.decision ?? e;

/** Channels whose values are colours: every source, and those the record calls phases. */
export function colourChannels({ sources }: Pick<Decision, 'sources'>, story: Partial<Pick<CellStory, 'phases'>>): Set<string> {
  return new Set([...sources.map((s) => s.name), ...(story.phases ?? [])]);
}

const drivenIn = (gate: GateText, part: number): number | undefined => ('when' in gate ? drivenIn(gate.on, part) ?? drivenIn(gate.off, part) : gate.part === part ? gate.drivenBy : undefined);

/**
 * Whether this gate can have decided the cell: the part it was sent to leads to the source that drove it, and where all gates agree that source sings
 * what was answered. Records from before `decision` hold one gate for all test inputs, and of an answer along a front the part that was left at its start.
 */
function accountsFor(decision: Decision, story: CellStory, row: number, column: number): boolean {
  const source = story.source[row]?.[column], part = story.part[row]?.[column], name = decision.sources[source]?.name;
  if (name === undefined || drivenIn(decision.gate, part) !== source || wayTo(decision.gate, part)!.some((c) => !(c.channel in story.heard))) return false;
  const sung = constantOf(name, story) ?? story.heard[name]?.[row]?.[column], silent = sung < 0, unanimous = story.order[row]?.[column] >= 0.995;
  return sung !== undefined && (silent || !unanimous || (constantOf(name, story) === undefined ? meant(story, sung) : sung) === story.answer[row]?.[column]);
}

/** The colour that a number of the gate or of a channel means: the solver may have renamed the colours by how often they occur. */
export const meant = (story: Pick<CellStory, 'renamed'> | undefined, colour: number): number => story?.renamed?.[colour] ?? colour;

/** Names of channels and sources with their colours in words: `neighbours of colour 5 (8)` is `neighbours of grey (8)`. */
export const inWords = (text: string, story?: Pick<CellStory, 'renamed'>): string => text.replace(/\bcolour (\d)(?!\d)/g, (_, c: string) => COLOUR_NAMES[meant(story, Number(c))] ?? `colour ${c}`);

/** The conditions of a gate in the words of a sentence, with yes or no worked in. */
export function conditionWords({ when, holds }: Pick<Condition, 'when' | 'holds'>, story?: Pick<CellStory, 'renamed'>): string {
  return plainWords({ when: inWords(when, story), holds });
}

function plainWords({ when, holds }: Pick<Condition, 'when' | 'holds'>): string {
  const agrees = /^"(.*)" agrees with "(.*)"$/.exec(when);
  if (agrees) return `“${agrees[1]}” ${holds ? 'agrees' : 'does not agree'} with “${agrees[2]}”`;
  const [, name, what] = /^"(.*)" is (.*)$/.exec(when) ?? [];
  if (name === undefined) return holds ? when : `not: ${when}`;
  const most = /^at most (-?\d+)$/.exec(what);
  if (most) return holds ? `“${name}” is at most ${most[1]}` : `“${name}” is more than ${most[1]}`;
  return `“${name}” is ${holds ? '' : 'not '}${what}`;
}

const swatch = (colour: number): Markup => markup`<i class="swatch" style="background:${PALETTE[colour] ?? 'transparent'}"></i>`;

/** A channel's value at a cell as a person says it. */
export function valueWords(value: number, isColour: boolean): string {
  if (value < 0) return 'silence';
  return isColour && value < 10 ? `${COLOUR_NAMES[value]}` : String(value);
}

/**
 * Why the cell is what it is, as HTML in which names and numbers of the record are text: its colour, the source that drove it, the conditions on the way through the gate with what the channels
 * said there, the order parameter of the vote, and whether its phase locked.
 */
export function sentence(e: Explanation, story: CellStory, row: number, column: number): string {
  const colour = story.answer[row]?.[column], source = story.source[row]?.[column], part = story.part[row]?.[column];
  if (colour === undefined || source === undefined || part === undefined) return 'Nothing was recorded about this cell.';
  const decision = decisionOf(e, story), colours = colourChannels(decision, story), heard = (channel: string) => { const v = story.heard[channel]?.[row]?.[column]; return v !== undefined && v >= 0 && colours.has(channel) ? meant(story, v) : v; };
  const bold = markup`${swatch(colour)}<b>${COLOUR_NAMES[colour]}</b>`;
  if (!accountsFor(decision, story, row, column)) return markup`This cell is ${bold}. Which gate decided it does not stand in this record, as in some of older versions: solve the task again to read it.`.html;
  const { name } = decision.sources[source], constant = constantOf(name, story), sung = constant ?? heard(name), way = wayTo(decision.gate, part)!, { population } = decision;
  const quoted = markup`<q>${inWords(name, story)}</q>`;
  let driver = constant !== undefined ? markup`a source that always sings ${COLOUR_NAMES[constant]} drives it` : markup`the source ${quoted} drives it`;
  if (sung !== undefined && sung < 0) driver = markup`the source ${quoted} is silent there and the next one speaks`;
  else if (sung !== undefined && sung !== colour) driver = markup`the population of gates outvoted the first of them, which listens to ${quoted} singing ${COLOUR_NAMES[sung] ?? sung}`;
  const told = way.map((c) => {
    const value = heard(c.channel), said = value === undefined || / is (at most )?-?\d+$/.test(c.when) && value === Number(/-?\d+$/.exec(c.when)![0]) && c.holds ? '' : markup` <small>(heard: ${value >= 0 && colours.has(c.channel) ? swatch(value) : ''}${valueWords(value, colours.has(c.channel))})</small>`;
    return markup`${quotes(conditionWords(c, story))}${said}`;
  });
  const because = told.length === 0 ? '' : markup` The gate sent it there since ${list(told)}.`;
  const order = story.order[row]?.[column] ?? 0, locked = story.locked[row]?.[column] === 1;
  const agreed = order >= 0.995 ? population > 1 ? `All ${population} gates agree (R = 1)` : 'One gate speaks alone' : `The gates agree with R = ${order.toFixed(2)}`;
  return markup`This cell is ${bold} because ${driver}.${because} ${agreed}; its phase ${locked ? 'locked' : markup`<b>did not lock</b>`}.`.html;
}

/** Words in “ ” as quoted. */
const quotes = (said: string): Markup[] => said.split(/(“[^”]*”)/).map((part) => (/^“.*”$/s.test(part) ? markup`<q>${part.slice(1, -1)}</q>` : markup`${part}`));

const list = (parts: readonly Markup[]): Markup[] => parts.map((part, k) => markup`${k === 0 ? '' : k === parts.length - 1 ? ' and ' : ', '}${part}`);

/** The colour of a source that always sings the same: `colour 3`. */
export function constantOf(name: string, story?: Pick<CellStory, 'renamed'>): number | undefined {
  const m = /^colour (\d)$/.exec(name);
  return m ? meant(story, Number(m[1])) : undefined;
}
