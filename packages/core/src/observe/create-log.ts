import { pino } from "pino";
import type { Settings } from "../config/index.ts";
import { redactLine } from "./redact.ts";

/** Writes a line: a message, or fields and a message. An `err` field is written with its stack. */
export interface LogMethod {
  (message: string): void;
  (fields: object, message?: string): void;
}

/** Structured log: `log.info({ field }, "message")`. One JSON object per line, secrets taken out. */
export interface Log {
  trace: LogMethod;
  debug: LogMethod;
  info: LogMethod;
  warn: LogMethod;
  error: LogMethod;
  fatal: LogMethod;
  isLevelEnabled(level: pino.Level): boolean;
  /** A log whose every line also carries these fields. */
  child(fields: Record<string, unknown>): Log;
  /** Resolves when everything logged so far is written. */
  flush(): Promise<void>;
}

/** Where lines go. */
export interface LogStream {
  write(line: string): unknown;
  flush?(done: (error?: Error | null) => void): void;
}

/**
 * @param stream Standard output, written in the background, where none is given.
 */
export function createLog(settings: Pick<Settings["logging"], "level">, stream: LogStream = standardOutput()): Log {
  const redacting = { write: (line: string) => stream.write(redactLine(line)) };
  const logger = pino(
    {
      level: settings.level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    redacting,
  );
  const flush = () =>
    new Promise<void>((resolve) => {
      if (stream.flush === undefined) resolve();
      else stream.flush(() => resolve());
    });
  return asLog(logger, flush);
}

function asLog(logger: pino.Logger, flush: () => Promise<void>): Log {
  const method =
    (level: pino.Level): LogMethod =>
    (first: object | string, message?: string) =>
      message === undefined ? logger[level](first) : logger[level](first, message);
  return {
    trace: method("trace"),
    debug: method("debug"),
    info: method("info"),
    warn: method("warn"),
    error: method("error"),
    fatal: method("fatal"),
    isLevelEnabled: (level) => logger.isLevelEnabled(level),
    child: (fields) => asLog(logger.child(fields), flush),
    flush,
  };
}

function standardOutput(): LogStream {
  // One write per line would cost more than making the line: lines leave together, ten times a second or sooner.
  const stream = pino.destination({ fd: 1, sync: false, minLength: 16_000, periodicFlush: 100 });
  // The background writer loses its buffer when the process ends without `flush`; this is the last moment to save it.
  process.once("exit", () => {
    try {
      stream.flushSync();
    } catch {
      // The descriptor was never opened, or is closed: there is nowhere to write to.
    }
  });
  return stream;
}
