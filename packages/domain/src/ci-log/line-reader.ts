import type { LogLine, SectionEdge } from "./log-line.ts";
import { readGithubMark, readGitlabMark } from "./read-mark.ts";
import { stripControl } from "./strip-control.ts";
import { createTimestampTaker } from "./take-timestamp.ts";

const LINE_LIMIT = 2_000;
/** Of each piece between carriage returns no more than this is looked at: a line without end must not fill the memory. */
const SEGMENT_LIMIT = 16_384;
const EDGE_LIMIT = 16;
const NO_EDGES: readonly SectionEdge[] = [];

export type OnLine = (line: LogLine) => void;

export interface LineReader {
  /** Calls `onLine` for each line that ends within `chunk`. */
  push(chunk: string, onLine: OnLine): void;
  /** Calls `onLine` for a last line without newline. */
  end(onLine: OnLine): void;
}

function cut(text: string): string {
  if (text.length <= LINE_LIMIT) return text;
  const last = text.charCodeAt(LINE_LIMIT - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? LINE_LIMIT - 1 : LINE_LIMIT);
}

/**
 * Turns pieces of text into clean lines. However the pieces are cut, the lines are the same: a line is a run of segments between carriage
 * returns, each segment is cleaned by itself, and the last one that shows anything is the line's text.
 */
export function createLineReader(): LineReader {
  const timestamp = createTimestampTaker();
  let number = 0;
  let carry = "";
  let first = true;
  let text = "";
  let edges = NO_EDGES;

  const take = (raw: string): void => {
    let segment = raw.length > SEGMENT_LIMIT ? raw.slice(0, SEGMENT_LIMIT) : raw;
    if (first) {
      first = false;
      segment = timestamp.take(segment);
    }
    segment = stripControl(segment);
    if (segment === "") return;
    const edge = readGitlabMark(segment);
    if (edge === undefined) text = segment;
    else if (edges.length < EDGE_LIMIT) edges = [...edges, edge];
  };

  const takeAll = (raw: string): void => {
    let from = 0;
    for (let at = raw.indexOf("\r"); at !== -1; at = raw.indexOf("\r", from)) {
      take(raw.slice(from, at));
      from = at + 1;
    }
    take(from === 0 ? raw : raw.slice(from));
  };

  const finish = (onLine: OnLine): void => {
    number += 1;
    const mark = readGithubMark(text, timestamp.atMs);
    onLine({
      number,
      text: cut(text),
      kind: mark.kind,
      atMs: timestamp.atMs,
      joined: timestamp.joined,
      edges: mark.edge === undefined ? edges : [...edges, mark.edge],
    });
    first = true;
    text = "";
    edges = NO_EDGES;
  };

  /** Works off the finished segments of an endless line and keeps the head of the unfinished one. */
  const compact = (): void => {
    const last = carry.lastIndexOf("\r");
    if (last !== -1) takeAll(carry.slice(0, last));
    carry = carry.slice(last + 1, last + 1 + SEGMENT_LIMIT);
  };

  return {
    push(chunk, onLine) {
      let from = 0;
      for (let at = chunk.indexOf("\n"); at !== -1; at = chunk.indexOf("\n", from)) {
        const raw = chunk.slice(from, at);
        takeAll(carry === "" ? raw : carry + raw);
        carry = "";
        finish(onLine);
        from = at + 1;
      }
      if (from < chunk.length) carry += chunk.slice(from);
      if (carry.length > 4 * SEGMENT_LIMIT) compact();
    },
    end(onLine) {
      if (carry === "" && first) return;
      takeAll(carry);
      carry = "";
      finish(onLine);
    },
  };
}
