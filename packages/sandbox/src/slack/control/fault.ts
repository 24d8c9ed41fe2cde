import type { CommonEffect, Fault as AnyFault } from "../../stand-in/faults.ts";

/** What a fault does to a request that it matches. */
export type Effect =
  | CommonEffect
  /** Slack's way to fail: status 200 and `ok: false`. Nothing is committed. */
  | { error: string; facts?: Record<string, unknown> }
  /** 429 with `Retry-After`. Nothing is committed. */
  | { retryAfterS: number }
  /** Does what was asked, and never answers. */
  | { stall: true }
  /** A page of a list without rows, and with a cursor to where they are. */
  | { emptyPage: true }
  /** A sign-in page in place of a file. */
  | { html: true };

/** Its path is a glob on the method's name with a slash before it: "/chat.postMessage", "/files-pri/**". */
export type Fault = AnyFault<Effect>;
