export function gallery(root: HTMLElement): () => void { root.append('later'); return () => undefined; }
