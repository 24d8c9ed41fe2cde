/** What a fault of any vendor's stand-in can do to a request that it matches. */
export type CommonEffect =
  /** Answers instead of the handler; nothing is committed. */
  | { status: number; headers?: Record<string, string>; body?: unknown }
  /** Waits, then goes on as if nothing had been. */
  | { delayMs: number }
  /** Drops the connection before the handler runs, or after it ran: committed, but the reply is lost. */
  | { cut: "before" | "after" }
  /** Commits, announces the whole length, sends half of it and drops the connection. */
  | { truncate: true }
  /** Never answers: holds the request until the client closes. */
  | { hang: true };

/** @typeParam Effect What it does: `CommonEffect`, and what only this vendor can do. */
export interface Fault<Effect = CommonEffect> {
  /** Any method where absent. */
  method?: string;
  /** Glob on the path below the API's base (`*` within a segment, `**` across). */
  path?: string;
  /** Only calls by this person. */
  login?: string;
  /** Only requests whose body has this text: a GraphQL mutation among queries. */
  containing?: string;
  /** How many requests it hits: 1 unless said. */
  times?: number;
  effect: Effect;
}

/** Turns a path glob into a test. */
export function pathTest(glob: string): (path: string) => boolean {
  const source = glob
    .split(/(\*\*|\*)/)
    .map((part) => (part === "**" ? ".*" : part === "*" ? "[^/]*" : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")))
    .join("");
  const pattern = new RegExp(`^${source}$`);
  return (path) => pattern.test(path);
}

export interface Faults<Effect = CommonEffect> {
  /** Adds a fault; returns the function that takes it away again. */
  add(fault: Fault<Effect>): () => void;
  /** The effect for a request, if a fault wants it; counts as one of its times. */
  take(request: { method: string; path: string; login: string | undefined; body?: string }): Effect | undefined;
  clear(): void;
}

export function createFaults<Effect = CommonEffect>(): Faults<Effect> {
  let armed: { fault: Fault<Effect>; left: number; matches: (path: string) => boolean }[] = [];
  return {
    add(fault) {
      const entry = { fault, left: fault.times ?? 1, matches: pathTest(fault.path ?? "**") };
      armed.push(entry);
      return () => {
        armed = armed.filter((other) => other !== entry);
      };
    },
    take({ method, path, login, body = "" }) {
      const entry = armed.find(
        ({ fault, left, matches }) =>
          left > 0 &&
          matches(path) &&
          (fault.method ?? method).toUpperCase() === method &&
          (fault.login === undefined || fault.login === login) &&
          (fault.containing === undefined || body.includes(fault.containing)),
      );
      if (!entry) return undefined;
      entry.left -= 1;
      return entry.fault.effect;
    },
    clear() {
      armed = [];
    },
  };
}
