/** How one recorded run is looked at: what of it, which copy, the oscillators that were pointed at, and how its couplings are drawn. */
export interface LookedAt { show: string; copy: number; sites: number[]; couplings: string }

const KEYS = ['show', 'copy', 'sites', 'couplings'] as const;
const textOf = (look: LookedAt): Record<(typeof KEYS)[number], string> => ({ show: look.show, copy: look.copy === 0 ? '' : String(look.copy), sites: look.sites.join('.'), couplings: look.couplings });

/** Options of an address that bring these looks back, one a run in their order, between commas; one for all where they are alike, none where nothing was chosen. */
export function looksText(looks: readonly LookedAt[]): Record<string, string> {
  return Object.fromEntries(KEYS.flatMap((key) => {
    const all = looks.map((look) => textOf(look)[key]), alike = new Set(all).size === 1;
    return all.every((text) => text === '') ? [] : [[key, alike ? all[0] : all.join(',')]];
  }));
}

/** The looks that an address asks for; what it does not name, or names wrongly, is left to the run. */
export function looksIn(options: URLSearchParams, runs: number): LookedAt[] {
  return Array.from({ length: runs }, (_, k) => {
    const [show, copy, sites, couplings] = KEYS.map((key) => { const all = (options.get(key) ?? '').split(','); return (all.length === 1 ? all[0] : all[k]) ?? ''; });
    const whole = (text: string) => (/^\d+$/.test(text) ? [Number(text)] : []);
    return { show, copy: whole(copy)[0] ?? 0, sites: sites.split('.').flatMap(whole), couplings };
  });
}
