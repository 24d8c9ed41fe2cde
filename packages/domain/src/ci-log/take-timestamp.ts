const DASH = 0x2d;
const COLON = 0x3a;
const DOT = 0x2e;
const SPACE = 0x20;
const PLUS = 0x2b;
const ZERO = 0x30;
const T = 0x54;
const Z = 0x5a;
const SECOND_LENGTH = "2026-11-02T10:11:12".length;
const GITLAB_STREAM = /^[0-9a-f]{2}[OE](?:[ +]|$)/;

/** Where the text begins: GitHub writes seven digits of a second (.NET's "O" format), GitLab six and then stream number, stream and " " or "+". */
function textStart(raw: string): number {
  if (
    raw.charCodeAt(4) !== DASH ||
    raw.charCodeAt(10) !== T ||
    raw.charCodeAt(13) !== COLON ||
    raw.charCodeAt(19) !== DOT
  )
    return 0;
  if (raw.charCodeAt(27) === Z && (raw.length === 28 || raw.charCodeAt(28) === SPACE)) return Math.min(raw.length, 29);
  const gitlab = raw.charCodeAt(26) === Z && raw.charCodeAt(27) === SPACE && GITLAB_STREAM.test(raw.slice(28, 32));
  return gitlab ? Math.min(raw.length, 32) : 0;
}

const digit = (raw: string, at: number): number => {
  const value = raw.charCodeAt(at) - ZERO;
  return value >= 0 && value <= 9 ? value : Number.NaN;
};

/** Splits the host's timestamp from a raw line. The results of the last call stand in its fields: one object serves millions of lines. */
export interface TimestampTaker {
  /** The text behind the timestamp. */
  take(raw: string): string;
  atMs: number | undefined;
  joined: boolean;
}

/**
 * An application's own timestamp in any other precision stays: it belongs to the text. Seconds repeat from line to line, so the last one parsed is
 * remembered.
 */
export function createTimestampTaker(): TimestampTaker {
  let second = "?";
  let secondMs = 0;
  const taker: TimestampTaker = {
    atMs: undefined,
    joined: false,
    take(raw) {
      taker.atMs = undefined;
      taker.joined = false;
      const start = textStart(raw);
      if (start === 0) return raw;
      if (!raw.startsWith(second)) {
        const head = raw.slice(0, SECOND_LENGTH);
        const ms = Date.parse(`${head}Z`);
        if (Number.isNaN(ms)) return raw;
        second = head;
        secondMs = ms;
      }
      const fraction = digit(raw, 20) * 100 + digit(raw, 21) * 10 + digit(raw, 22);
      if (Number.isNaN(fraction)) return raw;
      taker.atMs = secondMs + fraction;
      taker.joined = start === 32 && raw.charCodeAt(31) === PLUS;
      return raw.slice(start);
    },
  };
  return taker;
}
