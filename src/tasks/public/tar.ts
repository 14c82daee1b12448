const block = 512;

/** A regular file of an archive. */
export interface Entry {
  path: string;
  bytes: Uint8Array;
}

/**
 * The regular files of a tar archive (ustar, with pax and GNU long names), in order. Paths are as stored.
 * Throws RangeError where the archive breaks off or a header's sum is wrong.
 */
export function untar(archive: Uint8Array): Entry[] {
  const entries: Entry[] = [];
  let longName: string | undefined, at = 0;
  for (;;) {
    if (at + block > archive.length) throw new RangeError('tar: the archive breaks off, expected its closing blocks. Fetch it again.');
    const header = archive.subarray(at, at + block);
    if (header.every((b) => b === 0)) return entries;
    const size = octal(header, 124, 12), kind = String.fromCharCode(header[156] || 0x30), body = at + block;
    if (checksum(header) !== octal(header, 148, 8)) throw new RangeError('tar: a header is damaged, expected its sum to agree. Fetch it again.');
    if (body + size > archive.length) throw new RangeError('tar: the archive breaks off inside a file. Fetch it again.');
    const bytes = archive.subarray(body, body + size);
    if (kind === 'x') longName = paxPath(bytes) ?? longName;
    else if (kind === 'L') longName = text(bytes, 0, size);
    else if (kind !== 'g') {
      const prefix = text(header, 345, 155), name = text(header, 0, 100);
      if (kind === '0') entries.push({ path: longName ?? (prefix ? `${prefix}/${name}` : name), bytes });
      longName = undefined;
    }
    at = body + Math.ceil(size / block) * block;
  }
}

function text(bytes: Uint8Array, start: number, length: number): string {
  const field = bytes.subarray(start, start + length), end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}

const octal = (bytes: Uint8Array, start: number, length: number): number => parseInt(text(bytes, start, length).trim() || '0', 8);

/** Sum of the header's bytes, its own sum read as blanks. */
const checksum = (header: Uint8Array): number => header.reduce((sum, b, i) => sum + (i >= 148 && i < 156 ? 0x20 : b), 0);

/** `path` of a pax header: records `length key=value\n`, the length in bytes. */
function paxPath(bytes: Uint8Array): string | undefined {
  for (let at = 0; at < bytes.length;) {
    const length = parseInt(text(bytes, at, 20), 10);
    if (!(length > 0)) return undefined;
    const record = text(bytes, at, length - 1), [, key, value] = /^\d+ ([^=]*)=([\s\S]*)$/.exec(record) ?? [];
    if (key === 'path') return value;
    at += length;
  }
  return undefined;
}
