export async function laboratory(root: HTMLElement, _o: URLSearchParams): Promise<() => void> { root.append('later'); return () => undefined; }
