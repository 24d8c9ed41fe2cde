import type { IncomingHttpHeaders, ServerResponse } from "node:http";

/** One request as it arrived, on either origin. Times are milliseconds since the epoch, of the machine's clock. */
export interface LoggedRequest {
  id: number;
  origin: "api" | "blobs" | "login";
  method: string;
  /** As faults see it: below the base of the API. */
  path: string;
  query: string;
  /** Who called; undefined where the token was refused. */
  login?: string;
  /** Without `authorization` and `cookie`. */
  headers: IncomingHttpHeaders;
  /** Parsed JSON, where there was any. */
  body?: unknown;
  startedAt: number;
  endedAt?: number;
  /** Undefined where no status line was sent. */
  status?: number;
  /** The client closed the connection before it had the whole answer. */
  aborted: boolean;
  abortedAt?: number;
  /** A fault had its hands in it: "cut" where it broke the connection itself. */
  faulted: false | "answer" | "cut";
}

export interface RequestLog {
  open(row: Omit<LoggedRequest, "id" | "startedAt" | "aborted" | "faulted">): LoggedRequest;
  rows(): readonly LoggedRequest[];
  clear(): void;
}

/** A long demo must not fill the memory. */
const KEPT = 10_000;

export function createRequestLog(): RequestLog {
  let rows: LoggedRequest[] = [];
  let count = 0;
  return {
    open({ headers, ...row }) {
      const { authorization: _token, cookie: _cookie, ...shown } = headers;
      const entry = {
        ...row,
        headers: shown,
        id: ++count,
        startedAt: Date.now(),
        aborted: false,
        faulted: false as const,
      };
      rows.push(entry);
      if (rows.length > KEPT) rows = rows.slice(-KEPT / 2);
      return entry;
    },
    rows: () => rows,
    clear() {
      rows = [];
    },
  };
}

/** Notes in the log how a request ends: when, and whether the client left before it had everything. */
export function watch(row: LoggedRequest, response: ServerResponse): void {
  response.once("close", () => {
    row.endedAt = Date.now();
    if (response.writableFinished || row.faulted === "cut") return;
    row.aborted = true;
    row.abortedAt = row.endedAt;
  });
}
