import { h } from '../dom.ts';
import { hashOf, placeOf } from '../place.ts';
import { optionsOf } from './address.ts';
import { presetsBar } from './bar.ts';
import { Beside } from './beside.ts';
import { Editor } from './editor.ts';
import { Machine } from './machine.ts';
import { GroundPanel, KnobPanel } from './panels.ts';
import { legend } from './readings.ts';
import { sceneOf, type Scene } from './scene.ts';
import { Screen } from './screen.ts';
import type { Situation } from './situation.ts';
import { Transport } from './transport.ts';

/** Launches before a page that stands still, at most. */
export const MOST_FRAMES = 4000;

/** The live laboratory: a field that runs, and everything by which a person changes it. The situation is in the address; a link holds the moment too, where it can. */
export class Bench {
  private scene: Scene;
  private machine: Machine;
  private screen!: Screen;
  private playing: boolean;
  private alive = true;
  private under: Promise<void> = Promise.resolve();
  private readonly beside = new Beside((machine) => this.transport.show(machine));
  private readonly trouble = h('p', { class: 'fault', role: 'alert', hidden: true });
  private readonly place = h('div', { class: 'place' });
  private readonly knobs: KnobPanel;
  private readonly ground: GroundPanel;
  private readonly editor: Editor;
  private readonly transport: Transport;
  private readonly keys = (event: KeyboardEvent): void => this.key(event);

  /** `warm`: launches that run before the page shows, which then stands still; 0 plays. */
  constructor(private readonly root: HTMLElement, situation: Situation, private readonly warm: number, fault?: string) {
    const take = (change: Partial<Situation>): void => this.take(change);
    this.playing = warm === 0;
    this.scene = sceneOf(situation);
    this.machine = new Machine(this.scene);
    this.knobs = new KnobPanel(take);
    this.ground = new GroundPanel(take);
    this.editor = new Editor(this.scene, take);
    this.transport = new Transport(situation.speed, {
      toggle: () => this.play(!this.playing), step: () => void this.advance().then(() => this.show()), restart: () => this.restart(),
      seek: (moment) => this.goBack(moment), speed: (speed) => this.take({ speed }), address: () => { const whole = this.share(true); return { address: location.href, whole }; },
    });
    if (fault !== undefined) this.say(fault);
  }

  async open(): Promise<void> {
    const { preset } = this.scene;
    this.root.append(h('header', { class: 'title' }, h('h1', {}, 'Laboratory'), presetsBar(preset.id)), this.trouble,
      h('section', { class: 'figure stage' }, h('header', {}, h('h2', {}, preset.title), h('p', { class: 'caption' }, preset.teaches)),
        h('div', { class: 'body' }, h('div', {}, this.place, this.transport.element, this.beside.gauge.element),
          h('div', { class: 'side' }, h('p', { class: 'caption tries' }, preset.tries), this.knobs.element, this.ground.element, this.beside.courses))),
      this.editor.element);
    this.dress();
    this.play(this.playing);
    window.addEventListener('keydown', this.keys);
    for (let k = 0; k < this.warm && this.alive; k++) {
      await this.advance();
      if (this.scene.ground.rows === 1) this.draw();
    }
    this.show();
    void this.loop();
  }

  close(): void {
    this.alive = false;
    this.transport.hush();
    window.removeEventListener('keydown', this.keys);
  }

  /** Another situation: the field goes on from where it is if it can, else it starts anew. Throws one line where it cannot be had; then nothing changed. */
  private take(change: Partial<Situation>): void {
    const { written, knobs = {}, ...rest } = change, now = this.scene.situation, next: Situation = { ...now, ...rest, knobs: { ...now.knobs, ...knobs } };
    if ('written' in change) Object.assign(next, { written, knobs });
    const scene = sceneOf(next), before = this.scene, goesOn = this.machine.takes(scene);
    if (goesOn) this.machine.adopt(scene);
    else this.machine = new Machine(scene);
    this.scene = scene;
    if (!goesOn || scene.structure !== before.structure) this.beside.gauge.renew();
    this.beside.visits.forget(scene.structure !== before.structure || scene.situation.seed !== before.situation.seed);
    if (!goesOn || scene.structure !== before.structure || JSON.stringify(scene.show) !== JSON.stringify(before.show)) this.dress(before);
    else this.knobs.show(scene);
    this.share();
    if (!this.playing) this.show();
  }

  /** Everything that depends on what the field is made of. */
  private dress(before?: Scene): void {
    const { scene } = this, { ground, show } = scene;
    if (!before || ground.rows !== before.ground.rows || ground.columns !== before.ground.columns || JSON.stringify(show) !== JSON.stringify(before.show)) {
      this.screen = new Screen({ ...ground, as: ground.rows === 1 ? 'ring' : 'map', domain: typeof show === 'object' ? show.domain : undefined }, (site) => this.poke(site));
      this.place.replaceChildren(this.screen.element, h('p', { class: 'caption' }, legend(scene)));
    } else this.screen.clear();
    this.trouble.hidden ||= before !== undefined;
    if (before?.situation.written === scene.situation.written) this.knobs.show(scene);
    else this.knobs.renew(scene);
    this.ground.show(scene);
    this.editor.show(scene);
    this.beside.dress(scene);
  }

  private restart(): void {
    this.machine = new Machine(this.scene);
    this.beside.visits.forget(false);
    this.screen.clear();
    this.trouble.hidden = true;
    this.show();
  }

  private play(on: boolean): void {
    this.playing = on;
    this.transport.label(on);
  }

  private say(text: string): void {
    this.trouble.textContent = text;
    this.trouble.hidden = false;
  }

  private stepsAFrame(): number {
    return Math.max(1, Math.round(this.scene.preset.steps * this.scene.situation.speed));
  }

  /** One launch, after those that are under way. */
  private advance(): Promise<void> {
    return (this.under = this.under.then(() => this.launch()));
  }

  private async launch(): Promise<void> {
    const { machine } = this, steps = this.stepsAFrame(), begun = performance.now();
    try {
      await machine.step(steps);
    } catch (error) {
      this.play(false);
      return this.say(`${machine.ran().backend} could not run this field (${(error as Error).message.split('\n')[0].replace(/\.$/, '')}). Choose another backend.`);
    }
    this.beside.ran(machine, steps, performance.now() - begun);
    if (machine.sound()) return;
    this.play(false);
    this.say(`At t = ${machine.time.toFixed(1)} the field left the finite numbers. Go back in time, weaken the coupling, or restart.`);
  }

  /** One launch a frame. What it starts from is drawn while it computes. */
  private async loop(): Promise<void> {
    let last = performance.now();
    while (this.alive) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      if (!this.playing) { last = performance.now(); continue; }
      const launch = this.advance();
      this.show();
      await launch;
      const now = performance.now();
      this.beside.gauge.frame(now - last);
      last = now;
    }
  }

  private draw(): void {
    const { machine, scene: { show, ground, model, mask } } = this;
    if (typeof show === 'object') this.screen.show(machine.steps, machine.state[show.value]);
    else this.screen.show(machine.steps, machine.phases(), show === 'plane' && model.planar && ground.rows > 1 ? machine.amplitudes() : mask);
  }

  /** The map in every frame; what stands beside it some times a second, or at once where nothing moves. */
  private show(): void {
    const { machine, beside } = this, now = machine.past[machine.past.length - 1];
    this.draw();
    beside.show(machine, this.stepsAFrame(), !this.playing);
    Object.assign(this.root.dataset, { time: machine.time.toFixed(2), steps: String(machine.steps), frames: beside.gauge.frames.toFixed(1), r: now.r.toFixed(4), watch: now.watch?.toFixed(4) ?? '' });
    if (this.playing) this.transport.sing(machine);
  }

  private goBack(moment: number): void {
    this.play(false);
    this.machine.seek(moment);
    this.show();
  }

  private poke(site: number): void {
    const { rows, columns } = this.scene.ground;
    this.machine.poke(site, rows === 1 ? Math.round(columns / 24) : Math.max(1, Math.round(columns / 32)));
    if (!this.playing) this.show();
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.target as HTMLElement).closest('input:not([type=range], [type=checkbox]), textarea, select, dialog')) return;
    if (event.key === '.') void this.advance().then(() => this.show());
    else if (event.key === 'r') this.restart();
    else if (event.key === 's') this.take({ seed: this.scene.situation.seed + 1 });
    else if (event.key === 'l') this.transport.listen.click();
    else return;
    event.preventDefault();
  }

  /**
   * The situation into the address, without a new visit; for a link with the launches that lead to this moment, where nobody touched the field on
   * the way. True where the address leads to what is seen now.
   */
  private share(moment = false): boolean {
    const { view } = placeOf(location.hash), frames = this.machine.untouched.after(this.stepsAFrame()), there = frames !== undefined && frames <= MOST_FRAMES;
    if (view === 'laboratory' || view === '') history.replaceState(null, '', hashOf('laboratory', '', { ...optionsOf(this.scene.situation), ...(moment && there && frames > 0 && { still: '', frames: String(frames) }) }));
    return there;
  }
}
