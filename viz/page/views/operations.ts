import type { RunData } from '../store.ts';
export async function operationsView(root: HTMLElement, _r: RunData, _s: boolean): Promise<() => void> { root.append('later'); return () => undefined; }
