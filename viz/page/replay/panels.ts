import { h } from '../dom.ts';
import { couplingPanel } from './couplingPanel.ts';
import type { Looked, Panel } from './panel.ts';
import { plasticityPanel, setPointPanel } from './plasticityPanel.ts';
import type { Recording } from './recording.ts';
import { spectrumPanel } from './spectrumPanel.ts';
import { strengthsPanel } from './strengthsPanel.ts';

/** Milliseconds between two pictures of what plays. */
const PACE = 200;

/** The pictures of a recorded run beside its field: those that apply to it, drawn while they can be seen, and a line that names the others. */
export class Panels {
  readonly element = h('div', { class: 'panels' });
  private readonly panels: Panel[];
  private readonly visible = new Set<Panel>();
  private readonly watcher: IntersectionObserver | undefined;
  private looked: Looked | undefined;
  private due: ReturnType<typeof setTimeout> | undefined;

  constructor(recording: Recording, { seek, choose, still, couplings }: { seek: (t: number) => void; choose: (sites: number[]) => void; still: boolean; couplings: [wish: string, changed: (text: string) => void] }) {
    const all = [plasticityPanel(recording, seek), couplingPanel(recording, ...couplings), setPointPanel(recording), strengthsPanel(recording), spectrumPanel(recording, choose)];
    this.panels = all.filter((p) => typeof p !== 'string');
    const missing = all.filter((p) => typeof p === 'string' && p !== '');
    this.element.append(...this.panels.map((p) => p.element), ...(missing.length > 0 ? [h('p', { class: 'caption missing' }, `Not drawn: ${missing.join('; ')}.`)] : []));
    if (still) for (const p of this.panels) this.visible.add(p); // a picture of the whole page shows what lies below the window too
    else {
      this.watcher = new IntersectionObserver((seen) => {
        for (const { target, isIntersecting } of seen) {
          const panel = this.panels.find((p) => p.element === target)!;
          if (!isIntersecting) this.visible.delete(panel);
          else if (!this.visible.has(panel)) { this.visible.add(panel); void this.draw([panel]); }
        }
      }, { rootMargin: '60px' });
      for (const p of this.panels) this.watcher.observe(p.element);
    }
  }

  /** Looks at a moment: at once, or where one was drawn just now a little later. */
  async show(looked: Looked): Promise<void> {
    this.looked = looked;
    if (this.due !== undefined) return;
    this.due = setTimeout(() => {
      this.due = undefined;
      if (this.looked !== looked) void this.show(this.looked!);
    }, PACE);
    await this.draw([...this.visible]);
  }

  async renew(): Promise<void> {
    for (const p of this.panels) p.renew?.();
    await this.draw([...this.visible]);
  }

  close(): void {
    this.watcher?.disconnect();
    clearTimeout(this.due);
  }

  private async draw(panels: readonly Panel[]): Promise<void> {
    const { looked } = this;
    if (!looked) return;
    await Promise.all(panels.map(async (p) => {
      p.width = Math.max(240, p.element.clientWidth);
      try {
        await p.show(looked);
      } catch (error) {
        p.element.replaceChildren(h('p', { class: 'fault', role: 'alert' }, `This picture cannot be drawn: ${(error as Error).message.split('\n')[0]}`));
      }
    }));
  }
}
