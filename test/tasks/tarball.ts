import { gzipSync } from 'node:zlib';

/** A .tar.gz as GitHub's archives are laid: a pax header with the commit, then regular files below one top folder. */
export function tarball(top: string, files: Record<string, string>): Buffer {
  const blocks = [header('pax_global_header', 'g', 52), padded(Buffer.from(`52 comment=${'0'.repeat(40)}\n`)), header(`${top}/`, '5', 0)];
  for (const [path, text] of Object.entries(files)) {
    const body = Buffer.from(text), name = `${top}/${path}`;
    if (name.length > 99) {
      const record = pax(name);
      blocks.push(header('long', 'x', record.length), padded(record));
    }
    blocks.push(header(name.slice(0, 99), '0', body.length), padded(body));
  }
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

function header(name: string, kind: string, size: number): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0);
  block.write('0000644\0', 100);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('        ', 148);
  block.write(kind, 156);
  block.write('ustar\x0000', 257);
  block.write(`${block.reduce((a, b) => a + b, 0).toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

const padded = (body: Buffer): Buffer => Buffer.concat([body, Buffer.alloc((512 - (body.length % 512)) % 512)]);

function pax(path: string): Buffer {
  const rest = ` path=${path}\n`;
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.from(`${length}${rest}`);
}
