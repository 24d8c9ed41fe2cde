import { setImmediate as nextTurn } from "node:timers/promises";
import { createLineReader } from "./line-reader.ts";
import type { LogLine } from "./log-line.ts";

/** A log as it comes from the wire, in chunks cut anywhere. */
export type LogSource = AsyncIterable<Uint8Array | string>;

export const LOG_LIMIT_BYTES = 200 * 1024 * 1024;

export interface ReadOptions {
  /** Reading stops here; 200 MB unless told. */
  readonly maxBytes?: number;
}

/** How the reading of a log ended. */
export interface LogEnd {
  readonly totalLines: number;
  readonly bytes: number;
  /** The log is longer than `maxBytes`: the rest was not read. */
  readonly truncated: boolean;
  /** The reader had enough: `totalLines` counts the lines read. */
  readonly stopped: boolean;
}

/**
 * Lines wait a while before they are judged, and a waiting line keeps alive the whole piece of text it was cut from. Small pieces die young;
 * large ones would survive collections and make the heap grow with the log.
 */
const PIECE = 4 * 1024;

/** So long a log may hold the thread, in milliseconds: then whoever else waits has a turn, and a cancel is heard. */
const TURN_MS = 10;

interface Piece {
  readonly text: string;
  readonly bytes: number;
  readonly truncated: boolean;
}

/** Decodes UTF-8 over chunk borders and ends at the byte limit. Text chunks are cut at the limit too, but by characters. */
export async function* decodeLog(source: LogSource, maxBytes: number): AsyncGenerator<Piece> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let begun = false;
  for await (const chunk of source) {
    const truncated = bytes + chunk.length > maxBytes;
    const end = truncated ? maxBytes - bytes : chunk.length;
    for (let from = 0; from < end; from += PIECE) {
      const to = Math.min(end, from + PIECE);
      let text =
        typeof chunk === "string" ? chunk.slice(from, to) : decoder.decode(chunk.subarray(from, to), { stream: true });
      // GitHub's logs begin with a byte order mark; the decoder drops it from bytes only.
      if (!begun && text !== "") {
        begun = true;
        if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
      }
      bytes += to - from;
      yield { text, bytes, truncated: false };
    }
    if (truncated) {
      yield { text: "", bytes, truncated };
      break;
    }
  }
  yield { text: decoder.decode(), bytes, truncated: false };
}

/** Calls `onLine` for each line until it returns true (enough) or the log or the limit is at its end. */
export async function scanLog(
  source: LogSource,
  onLine: (line: LogLine) => boolean | void,
  options: ReadOptions = {},
): Promise<LogEnd> {
  const reader = createLineReader();
  let totalLines = 0;
  let bytes = 0;
  let truncated = false;
  let stopped = false;
  const take = (line: LogLine): void => {
    if (stopped) return;
    totalLines = line.number;
    stopped = onLine(line) === true;
  };
  let turnAt = performance.now();
  for await (const piece of decodeLog(source, options.maxBytes ?? LOG_LIMIT_BYTES)) {
    ({ bytes } = piece);
    truncated ||= piece.truncated;
    reader.push(piece.text, take);
    if (stopped) break;
    if (performance.now() - turnAt < TURN_MS) continue;
    await nextTurn();
    turnAt = performance.now();
  }
  if (!stopped) reader.end(take);
  return { totalLines, bytes, truncated, stopped };
}
