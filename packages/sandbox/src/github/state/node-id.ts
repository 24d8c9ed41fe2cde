function integer(value: number): number[] {
  if (value < 128) return [value];
  const bytes = Buffer.alloc(9);
  if (value <= 0xffff_ffff) {
    bytes[0] = 0xce;
    bytes.writeUInt32BE(value, 1);
    return [...bytes.subarray(0, 5)];
  }
  bytes[0] = 0xcf;
  bytes.writeBigUInt64BE(BigInt(value), 1);
  return [...bytes];
}

/** A global id as GitHub writes them: a prefix, then base64url of a MessagePack array of 0 and the ids. */
export function nodeId(prefix: string, ...ids: number[]): string {
  const bytes = [0x90 + ids.length + 1, 0, ...ids.flatMap(integer)];
  return `${prefix}_${Buffer.from(bytes).toString("base64url")}`;
}

/** Undoes `nodeId`; undefined for anything else. */
export function parseNodeId(text: string): { prefix: string; ids: number[] } | undefined {
  const split = /^([A-Za-z]+)_([A-Za-z0-9_-]+)$/.exec(text);
  if (!split?.[1] || !split[2]) return undefined;
  const bytes = Buffer.from(split[2], "base64url");
  const count = (bytes[0] ?? 0) - 0x90;
  if (count < 1 || bytes[1] !== 0) return undefined;
  const ids: number[] = [];
  let at = 2;
  while (ids.length < count - 1) {
    const kind = bytes[at];
    const width = kind === 0xce ? 5 : kind === 0xcf ? 9 : 1;
    if (kind === undefined || at + width > bytes.length) return undefined;
    ids.push(width === 1 ? kind : width === 5 ? bytes.readUInt32BE(at + 1) : Number(bytes.readBigUInt64BE(at + 1)));
    at += width;
  }
  return { prefix: split[1], ids };
}
