import type { ErrorCode } from "./error-code.ts";

/** What may leave the process beside the message: names, numbers and places, never an upstream body. */
export interface ErrorFacts {
  /** Seconds until the same call may work. */
  retryAfterS?: number;
  /** A page where a person can mend it: single sign-on, token settings. */
  link?: string;
  /** Scopes or permissions that the vendor asked for. */
  scopes?: readonly string[];
  /** Small structured help: the nearest name, the current head, the lines that could be meant. */
  details?: Readonly<Record<string, unknown>>;
}

/**
 * A failure that a model can act on. The message is one sentence of what to do next and is shown as it is;
 * `cause` stays inside and goes to the log.
 */
export class ToolError extends Error {
  override readonly name = "ToolError";
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, message: string, facts: ErrorFacts & { cause?: unknown } = {}) {
    const { cause, ...rest } = facts;
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.facts = rest;
  }
}
