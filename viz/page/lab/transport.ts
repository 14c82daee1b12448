import { h } from '../dom.ts';
import { Choir } from './listen.ts';
import type { Machine } from './machine.ts';
import { SPEEDS } from './situation.ts';
import { tonesOf, VOICES } from './tones.ts';

export interface Moves {
  /** Was the button of play or pause pressed? */
  toggle(): void;
  step(): void;
  restart(): void;
  seek(moment: number): void;
  speed(value: number): void;
  /** An address, and whether it leads to this moment, or to the situation and its start only. */
  address(): { address: string; whole: boolean };
}

const name = (speed: number): string => `× ${{ 0.25: '¼', 0.5: '½' }[speed] ?? speed}`;

/** Play, pause, one launch, restart, back in time, speed, and sound. */
export class Transport {
  readonly element: HTMLElement;
  private choir: Choir | undefined;
  private readonly play: HTMLButtonElement;
  private readonly past: HTMLInputElement;
  private readonly when = h('output', {});
  readonly listen: HTMLButtonElement;

  constructor(speed: number, moves: Moves) {
    this.play = h('button', { class: 'play', title: 'play or pause (space)', onclick: () => moves.toggle() });
    this.listen = h('button', { class: 'quiet', 'aria-pressed': 'false', title: 'twelve oscillators as tones (l)', onclick: () => this.sound() }, 'listen');
    this.past = h('input', { type: 'range', min: 0, max: 0, value: 0, 'aria-label': 'go back in time', oninput: () => moves.seek(Number(this.past.value)) });
    const pace = h('output', {}, name(speed)), pick: HTMLInputElement = h('input', { type: 'range', min: 0, max: SPEEDS.length - 1, step: 1, value: SPEEDS.indexOf(speed), 'aria-label': 'speed', oninput: () => {
      const chosen = SPEEDS[Number(pick.value)];
      pace.textContent = name(chosen);
      moves.speed(chosen);
    } });
    const link: HTMLButtonElement = h('button', { class: 'quiet', title: 'copy an address that leads here: to this moment where the field ran by itself, else to the situation and its start', onclick: () => {
      const { address, whole } = moves.address();
      navigator.clipboard.writeText(address).then(() => 'copied', () => 'see the address bar').then((said) => { link.textContent = whole ? said : `${said}: the situation, not the moment`; setTimeout(() => { link.textContent = 'copy link'; }, 2500); });
    } }, 'copy link');
    this.element = h('div', { class: 'moves' },
      h('div', { class: 'transport' }, this.play, h('button', { class: 'quiet', title: 'one launch (.)', onclick: () => moves.step() }, 'step'), h('button', { class: 'quiet', title: 'from the start (r)', onclick: () => moves.restart() }, 'restart'), this.listen, link,
        h('label', { class: 'pace' }, 'speed', pick, pace)),
      h('label', { class: 'past' }, h('span', {}, 'back in time'), this.past, this.when));
  }

  label(playing: boolean): void {
    this.play.textContent = playing ? 'Pause' : 'Play';
    if (!playing) this.choir?.rest(); // what stands still is silent
  }

  /** The remembered moments, and which is shown. */
  show({ past, time }: Machine): void {
    const at = past.findIndex((m) => m.time >= time);
    Object.assign(this.past, { max: String(past.length - 1), value: String(at < 0 ? past.length - 1 : at) });
    this.when.textContent = `t = ${time.toFixed(1)}`;
  }

  /** Some sites as tones, while the field moves. */
  sing(machine: Machine): void {
    if (!this.choir) return;
    const { rates, amplitudes } = tonesOf(machine);
    this.choir.sing(rates, amplitudes);
  }

  hush(): void {
    this.choir?.hush();
    this.choir = undefined;
  }

  private sound(): void {
    if (this.choir) this.hush();
    else this.choir = new Choir(VOICES);
    this.listen.setAttribute('aria-pressed', String(this.choir !== undefined));
  }
}
