/**
 * Tells a screen reader where the arrow keys have come to in a canvas: it reads a slider's value aloud as the keys move it, and does not enter
 * an image. `place` of `places`, in words.
 */
export function tellPlace(canvas: HTMLCanvasElement, place: number, places: number, words: string): void {
  for (const [name, value] of [['role', 'slider'], ['aria-valuemin', 0], ['aria-valuemax', Math.max(0, places - 1)], ['aria-valuenow', place], ['aria-valuetext', words]] as const) canvas.setAttribute(name, String(value));
}
