const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const TABLE = Uint32Array.from({ length: 256 }, (_, n) => { let c = n; for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; return c; });

/** What a frame is: red, green, blue, alpha a pixel, row by row, and how long it stays, in milliseconds. */
export interface ApngFrame { pixels: Uint8ClampedArray | Uint8Array; milliseconds: number }

/**
 * An animated PNG that repeats for ever: one PNG image and further frames in `fdAT` chunks, all of one size, eight bits a channel without alpha. Readers that do
 * not know animation show the first frame. Rows carry their difference to the row above (filter 2), which flat areas turn into zeros.
 * Errors: RangeError where there is no frame, or a frame of another size.
 */
export async function apng(width: number, height: number, frames: readonly ApngFrame[]): Promise<Uint8Array<ArrayBuffer>> {
  const wrong = frames.find(({ pixels }) => pixels.length !== 4 * width * height);
  if (frames.length === 0 || wrong) throw new RangeError(`apng: ${wrong ? `a frame of ${wrong.pixels.length} bytes` : 'no frame'} came, expected frames of ${4 * width * height} bytes (${width} × ${height} × 4). Draw them at one size.`);
  const parts: Uint8Array[] = [Uint8Array.from(SIGNATURE), chunk('IHDR', words(width, height), [8, 2, 0, 0, 0]), chunk('acTL', words(frames.length, 0))];
  let sequence = 0;
  for (const [k, { pixels, milliseconds }] of frames.entries()) {
    const delay = Math.max(1, Math.min(65_535, Math.round(milliseconds)));
    parts.push(chunk('fcTL', words(sequence++, width, height, 0, 0), [delay >> 8, delay & 255, 1000 >> 8, 1000 & 255, 0, 0]));
    const packed = await deflated(rows(width, height, pixels));
    parts.push(k === 0 ? chunk('IDAT', packed) : chunk('fdAT', words(sequence++), packed));
  }
  return joined([...parts, chunk('IEND')]);
}

function rows(width: number, height: number, pixels: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(height * (1 + 3 * width));
  for (let y = 0, at = 0; y < height; y++) {
    out[at++] = 2;
    for (let x = 0; x < width; x++) for (let c = 0; c < 3; c++) out[at++] = pixels[4 * (y * width + x) + c] - (y > 0 ? pixels[4 * ((y - 1) * width + x) + c] : 0);
  }
  return out;
}

async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'))).arrayBuffer());
}

function chunk(name: string, ...data: ArrayLike<number>[]): Uint8Array {
  const body = joined([Uint8Array.from(name, (c) => c.charCodeAt(0)), ...data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  return joined([words(body.length - 4), body, words((crc ^ 0xffffffff) >>> 0)]);
}

/** Whole numbers as four bytes each, the highest first. */
const words = (...values: number[]): number[] => values.flatMap((v) => [v >>> 24, (v >>> 16) & 255, (v >>> 8) & 255, v & 255]);

function joined(parts: readonly ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0));
  let at = 0;
  for (const part of parts) { out.set(part, at); at += part.length; }
  return out;
}
