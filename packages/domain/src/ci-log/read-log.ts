import { createLineReader } from "./line-reader.ts";
import type { LogLine } from "./log-line.ts";
import { decodeLog, LOG_LIMIT_BYTES, type LogEnd, type LogSource, type ReadOptions } from "./scan-log.ts";

/**
 * The clean lines of a log, one after another, with the raw log's line numbers. The generator's return value tells how the reading ended,
 * `truncated` when the log is longer than `maxBytes` (200 MB unless told). Throws what the source throws.
 */
export async function* readLog(source: LogSource, options: ReadOptions = {}): AsyncGenerator<LogLine, LogEnd> {
  const reader = createLineReader();
  let totalLines = 0;
  let bytes = 0;
  let truncated = false;
  let batch: LogLine[] = [];
  const collect = (line: LogLine): void => {
    batch.push(line);
  };
  for await (const piece of decodeLog(source, options.maxBytes ?? LOG_LIMIT_BYTES)) {
    ({ bytes } = piece);
    truncated ||= piece.truncated;
    reader.push(piece.text, collect);
    totalLines += batch.length;
    yield* batch;
    batch = [];
  }
  reader.end(collect);
  totalLines += batch.length;
  yield* batch;
  return { totalLines, bytes, truncated, stopped: false };
}
