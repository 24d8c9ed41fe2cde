/** A job that cannot be taken. */
export class JobError extends Error {
  override readonly name = "JobError";
  readonly code: "too_large" | "not_json" | "closed";

  constructor(code: JobError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** Thrown by a handler: trying again would change nothing. */
export class FinalFailure extends Error {
  override readonly name = "FinalFailure";
}

/** Whether the same job would fail the same way again. */
export function isFinal(error: unknown): boolean {
  return error instanceof FinalFailure || error instanceof JobError;
}

/** Why a handler's signal has aborted. */
export class JobAbort extends Error {
  override readonly name = "JobAbort";
  readonly why: "cancelled" | "lost" | "shutdown";

  constructor(why: JobAbort["why"]) {
    super(`The job was ${why === "shutdown" ? "broken off: the process ends" : why}.`);
    this.why = why;
  }
}
