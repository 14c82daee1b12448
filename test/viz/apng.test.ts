import { crc32, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { apng } from '../../viz/page/apng.ts';

/** The chunks of a PNG file, their checksums held against zlib's. */
function chunksOf(file: Uint8Array): { name: string; data: Uint8Array }[] {
  const view = new DataView(file.buffer, file.byteOffset, file.length), out: { name: string; data: Uint8Array }[] = [];
  expect([...file.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  for (let at = 8; at < file.length;) {
    const length = view.getUint32(at), body = file.subarray(at + 4, at + 8 + length);
    expect(view.getUint32(at + 8 + length)).toBe(crc32(body));
    out.push({ name: String.fromCharCode(...body.subarray(0, 4)), data: body.subarray(4) });
    at += 12 + length;
  }
  return out;
}

/** Undoes filter 2 (difference to the row above). */
function pixelsOf(packed: Uint8Array, width: number, height: number): number[] {
  const rows = inflateSync(packed), out: number[] = [];
  for (let y = 0; y < height; y++) {
    expect(rows[y * (1 + 3 * width)]).toBe(2);
    for (let k = 0; k < 3 * width; k++) out.push((rows[y * (1 + 3 * width) + 1 + k] + (y > 0 ? out[(y - 1) * 3 * width + k] : 0)) & 255);
  }
  return out;
}

describe('animated PNG', () => {
  const frame = (from: number) => ({ pixels: Uint8Array.from({ length: 4 * 5 * 3 }, (_, i) => (i % 4 === 3 ? 255 : (from + 37 * i) & 255)), milliseconds: 40 });
  it('holds every frame bit for bit, numbered through, repeating for ever', async () => {
    const frames = [frame(1), frame(90), frame(200)], chunks = chunksOf(await apng(5, 3, frames));
    expect(chunks.map((c) => c.name)).toEqual(['IHDR', 'acTL', 'fcTL', 'IDAT', 'fcTL', 'fdAT', 'fcTL', 'fdAT', 'IEND']);
    expect([...chunks[1].data]).toEqual([0, 0, 0, 3, 0, 0, 0, 0]);
    expect(chunks.filter((c) => /^f/.test(c.name)).map((c) => new DataView(c.data.buffer, c.data.byteOffset).getUint32(0))).toEqual([0, 1, 2, 3, 4]);
    const packed = [chunks[3].data, chunks[5].data.subarray(4), chunks[7].data.subarray(4)];
    packed.forEach((data, k) => expect(pixelsOf(data, 5, 3)).toEqual([...frames[k].pixels].filter((_, i) => i % 4 !== 3)));
  });
  it('a frame of another size is named', async () => {
    await expect(apng(5, 3, [frame(1), { pixels: new Uint8Array(8), milliseconds: 1 }])).rejects.toThrow('a frame of 8 bytes came, expected frames of 60 bytes');
  });
});
