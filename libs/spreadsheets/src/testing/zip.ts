import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly name: string;
  readonly content: string | Buffer;
  /** Inflated size to claim instead of the true one. */
  readonly claimedSize?: number;
  /** Marks the part as encrypted. */
  readonly isEncrypted?: boolean;
}

/** A zip made by hand, so that it can lie as no library's would. */
export function zip(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const content = Buffer.from(part.content);
    const packed = deflateRawSync(content, { level: 9 });
    const name = Buffer.from(part.name);
    const sizes = { crc: crc32(content), packed: packed.length, size: part.claimedSize ?? content.length };
    const fields = header(sizes, name.length, part.isEncrypted === true);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, name, packed]);
    bodies.push(local);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\0'), fields, tail(offset), name]));
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...bodies, central, end(parts.length, central.length, offset)]);
}

interface Sizes {
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

/** From "version needed" to "extra length", the same in both headers. */
function header({ crc: sum, packed, size }: Sizes, nameLength: number, isEncrypted: boolean): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(0x800 | (isEncrypted ? 1 : 0), 2);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(sum, 10);
  fields.writeUInt32LE(packed, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(nameLength, 22);
  return fields;
}

/** From "comment length" to "offset of the local header". */
function tail(offset: number): Buffer {
  const fields = Buffer.alloc(14);
  fields.writeUInt32LE(offset, 10);
  return fields;
}

function end(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(22);
  record.write('PK\u0005\u0006', 'latin1');
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(size, 12);
  record.writeUInt32LE(offset, 16);
  return record;
}
