import type { RunData } from '../store.ts';
export async function compareView(root: HTMLElement, _r: RunData): Promise<() => void> { root.append('later'); return () => undefined; }
