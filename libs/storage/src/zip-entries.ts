const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const MAX_COMMENT = 0xffff;

/** Names in a zip's directory; undefined for what isn't a well-formed zip from its first byte to its last. */
export function listZipEntries(content: Buffer): string[] | undefined {
  if (content.length < END_BYTES || content.readUInt32LE(0) !== 0x04034b50) return undefined;
  const end = findEnd(content);
  if (end === undefined) return undefined;
  const names: string[] = [];
  let at = content.readUInt32LE(end + 16);
  for (let left = content.readUInt16LE(end + 10); left > 0; left--) {
    if (at + ENTRY_BYTES > end || content.readUInt32LE(at) !== ENTRY) return undefined;
    const nameEnd = at + ENTRY_BYTES + content.readUInt16LE(at + 28);
    names.push(content.toString('utf8', at + ENTRY_BYTES, nameEnd));
    at = nameEnd + content.readUInt16LE(at + 30) + content.readUInt16LE(at + 32);
  }
  return names;
}

/** The end record must account for every byte behind it, or something else is hidden there. */
function findEnd(content: Buffer): number | undefined {
  const last = content.length - END_BYTES;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT); at--) {
    const isEnd = content.readUInt32LE(at) === END && content.readUInt16LE(at + 20) === last - at;
    if (isEnd) return at;
  }
  return undefined;
}
