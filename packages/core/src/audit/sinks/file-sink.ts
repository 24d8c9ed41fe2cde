import { createReadStream } from "node:fs";
import { mkdir, open, readdir, unlink, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { EMPTY, type Head } from "../chain.ts";
import type { AuditRecord } from "../event.ts";
import { isBehind, matches } from "../matches.ts";
import type { AuditFilter, AuditSink } from "../sink.ts";

export interface FileSinkOptions {
  folder: string;
  /** Bytes after which the next file begins. */
  maxBytes?: number;
}

const MAX_BYTES = 64 * 1024 * 1024;
const DAY_MS = 86_400_000;
const SEGMENT = /^audit-(.+)-(\d{12})\.jsonl$/;

/**
 * Keeps records as lines of JSON in files that only this user may read: `audit-<log>-<first seq>.jsonl`. A day (UTC) begins a
 * new one, so that what is old can go. A log is written by one process; each has one of its own.
 */
export async function fileSink({ folder, maxBytes = MAX_BYTES }: FileSinkOptions): Promise<AuditSink> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const segments = new Map<string, Segment>();

  async function segmentOf({ logId, seq: next, tsMs }: AuditRecord): Promise<Segment> {
    const current = segments.get(logId) ?? (await reopen(folder, logId));
    const day = dayOf(tsMs);
    if (current !== undefined && current.bytes < maxBytes && (current.day ?? day) === day) {
      segments.set(logId, current);
      return current;
    }
    await current?.file.close();
    const name = `audit-${logId}-${String(next).padStart(12, "0")}.jsonl`;
    const begun = { file: await open(join(folder, name), "a", 0o600), bytes: 0, day };
    await lasting(folder);
    segments.set(logId, begun);
    return begun;
  }

  async function* recordsOf(logId: string): AsyncGenerator<AuditRecord> {
    for (const name of await segmentNames(folder, logId)) yield* lines(join(folder, name));
  }

  async function logIds(): Promise<string[]> {
    const names = await readdir(folder);
    return [...new Set(names.flatMap((name) => SEGMENT.exec(name)?.[1] ?? []))].toSorted();
  }

  return {
    async append(records) {
      const [first] = records;
      if (first === undefined) return;
      const segment = await segmentOf(first);
      const text = records.map((record) => `${JSON.stringify(record)}\n`).join("");
      try {
        await segment.file.appendFile(text);
        await segment.file.datasync();
        segment.bytes += Buffer.byteLength(text);
      } catch (error) {
        // Half a line, or lines that nobody was told of: the file ends where it was known to end.
        await segment.file.truncate(segment.bytes).catch(() => segments.delete(first.logId));
        throw error;
      }
    },
    async head(logId) {
      let head: Head = EMPTY;
      for await (const { seq, hash } of recordsOf(logId)) head = { seq, hash };
      return head;
    },
    logIds,
    async *follow(logId, afterSeq) {
      for await (const record of recordsOf(logId)) if (record.seq > afterSeq) yield record;
    },
    query: (filter, limit) => newest(folder, recordsOf, filter, limit),
    async openIntents(logId) {
      const waiting = new Map<string, AuditRecord>();
      for await (const record of recordsOf(logId)) if (record.phase === "intent") waiting.set(record.opId, record);
      // Another process may have said how it ended, in its own log.
      const logs = waiting.size === 0 ? [] : await logIds();
      for (const each of logs)
        for await (const { phase, opId } of recordsOf(each)) if (phase === "outcome") waiting.delete(opId);
      return [...waiting.values()];
    },
    /** Whole files go: the end of the last one that has nothing younger in it. Who has the newest one open cannot be told. */
    async lastBefore(logId, beforeMs) {
      let last: Head | undefined;
      for (const name of (await segmentNames(folder, logId)).slice(0, -1)) {
        const records: AuditRecord[] = [];
        for await (const record of lines(join(folder, name))) records.push(record);
        const end = records.at(-1);
        if (end === undefined || records.some(({ tsMs }) => tsMs >= beforeMs)) return last;
        last = { seq: end.seq, hash: end.hash };
      }
      return last;
    },
    async forget(logId, throughSeq) {
      for (const name of await segmentNames(folder, logId)) {
        let end = 0;
        for await (const { seq } of lines(join(folder, name))) end = seq;
        if (end <= throughSeq) await unlink(join(folder, name));
      }
    },
    async close() {
      for (const { file } of segments.values()) await file.close();
      segments.clear();
    },
  };
}

interface Segment {
  file: FileHandle;
  /** Its end, as far as it is known to last. */
  bytes: number;
  /** That of its first record; undefined while it has none. */
  day: number | undefined;
}

const dayOf = (tsMs: number) => Math.floor(tsMs / DAY_MS);

/** The last file of a log; a line that was not finished when the process died was acknowledged to nobody and is cut off. */
async function reopen(folder: string, logId: string): Promise<Segment | undefined> {
  const name = (await segmentNames(folder, logId)).at(-1);
  if (name === undefined) return undefined;
  const file = await open(join(folder, name), "a+", 0o600);
  const content = await file.readFile();
  const bytes = content.lastIndexOf("\n") + 1;
  if (bytes < content.length) await file.truncate(bytes);
  const [first] = parsed(content.toString("utf8", 0, Math.max(0, content.indexOf("\n"))));
  return { file, bytes, day: first && dayOf(first.tsMs) };
}

/** A new file's name outlasts a power cut only once its folder is on disk. */
async function lasting(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function segmentNames(folder: string, logId?: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => (logId === undefined ? SEGMENT.test(name) : SEGMENT.exec(name)?.[1] === logId))
    .toSorted();
}

/** Split at line feeds alone: `readline` would also split at U+2028, which JSON may carry as it is. */
async function* lines(path: string): AsyncGenerator<AuditRecord> {
  const input = createReadStream(path, "utf8");
  let rest = "";
  try {
    for await (const chunk of input) {
      const parts = (rest + String(chunk)).split("\n");
      rest = parts.pop() ?? "";
      for (const line of parts) yield* parsed(line);
    }
    yield* parsed(rest);
  } finally {
    input.destroy();
  }
}

/** A line that cannot be read leaves a gap, which the chain's check then names. */
function parsed(line: string): AuditRecord[] {
  try {
    return line === "" ? [] : [JSON.parse(line) as AuditRecord];
  } catch {
    return [];
  }
}

async function newest(
  folder: string,
  recordsOf: (logId: string) => AsyncIterable<AuditRecord>,
  filter: AuditFilter,
  limit: number,
): Promise<AuditRecord[]> {
  const logs = new Set((await segmentNames(folder)).flatMap((name) => SEGMENT.exec(name)?.[1] ?? []));
  let found: AuditRecord[] = [];
  const later = (one: AuditRecord, other: AuditRecord) => (isBehind(one, other) ? 1 : -1);
  for (const logId of logs) {
    for await (const record of recordsOf(logId)) if (matches(record, filter)) found.push(record);
    found = found.toSorted(later).slice(0, limit);
  }
  return found;
}
