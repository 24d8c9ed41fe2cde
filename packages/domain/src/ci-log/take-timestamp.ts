const DASH = 0x2d;
const COLON = 0x3a;
const DOT = 0x2e;
const SPACE = 0x20;
const PLUS = 0x2b;
const T = 0x54;
const Z = 0x5a;
const GITLAB_STREAM = /^[0-9a-f]{2}[OE](?:[ +]|$)/;

/** Where the text begins: GitHub writes seven digits of a second (.NET's "O" format), GitLab six and then stream number, stream and " " or "+". */
function textStart(raw: string): number | undefined {
  const at = (index: number): number => raw.charCodeAt(index);
  if (at(4) !== DASH || at(7) !== DASH || at(10) !== T || at(13) !== COLON || at(16) !== COLON || at(19) !== DOT) return undefined;
  if (at(27) === Z && (raw.length === 28 || at(28) === SPACE)) return Math.min(raw.length, 29);
  if (at(26) === Z && at(27) === SPACE && GITLAB_STREAM.test(raw.slice(28, 32))) return Math.min(raw.length, 32);
  return undefined;
}

export interface Timestamped {
  readonly text: string;
  readonly atMs: number | undefined;
  readonly joined: boolean;
}

/**
 * Splits the host's timestamp from a raw line. An application's own timestamp in any other precision stays: it belongs to the text.
 * Seconds repeat from line to line, so the last one parsed is remembered.
 */
export function createTimestampTaker(): (raw: string) => Timestamped {
  let second = "";
  let secondMs = 0;
  return (raw) => {
    const start = textStart(raw);
    if (start === undefined) return { text: raw, atMs: undefined, joined: false };
    const head = raw.slice(0, 19);
    if (head !== second) {
      second = head;
      secondMs = Date.parse(`${head}Z`);
    }
    const fraction = Number(raw.slice(20, 23));
    if (Number.isNaN(secondMs + fraction)) return { text: raw, atMs: undefined, joined: false };
    return { text: raw.slice(start), atMs: secondMs + fraction, joined: start === 32 && raw.charCodeAt(31) === PLUS };
  };
}
