/** Throws, or rejects, when what it checks does not work. */
export type Probe = () => void | Promise<void>;

export interface Readiness {
  status: "ready" | "unready" | "draining";
  /** Probe → `ok`, or why not. Never a message of the thing behind it: those carry addresses and users. */
  checks: Readonly<Record<string, string>>;
}

/** Whether the process lives, and whether it should get requests. */
export interface Health {
  /** The whole answer of `/health`. Asks nothing of anybody. */
  readonly liveness: { status: "healthy"; version: string };
  /** Adds something that the process cannot work without. */
  register(name: string, probe: Probe): void;
  /** Asks every probe, at most once a second however often it is called. */
  readiness(): Promise<Readiness>;
  /** The process is about to end: from now on it is not ready. */
  drain(): void;
  readonly draining: boolean;
}

const PROBE_TIMEOUT_MS = 2000;
const REMEMBERED_MS = 1000;

export function createHealth(options: { version: string; now?: () => number; probeTimeoutMs?: number }): Health {
  const { version, now = Date.now, probeTimeoutMs = PROBE_TIMEOUT_MS } = options;
  const probes = new Map<string, Probe>();
  let draining = false;
  let last: { at: number; checks: Promise<Record<string, string>> } | undefined;

  const runProbes = async () =>
    Object.fromEntries(
      await Promise.all(
        [...probes].map(async ([name, probe]) => [name, await verdict(probe, probeTimeoutMs)] as const),
      ),
    );

  return {
    liveness: { status: "healthy", version },
    register(name, probe) {
      probes.set(name, probe);
      last = undefined;
    },
    async readiness() {
      if (last === undefined || now() - last.at >= REMEMBERED_MS) last = { at: now(), checks: runProbes() };
      const checks = await last.checks;
      const works = Object.values(checks).every((check) => check === "ok");
      return { status: draining ? "draining" : works ? "ready" : "unready", checks };
    },
    drain() {
      draining = true;
    },
    get draining() {
      return draining;
    },
  };
}

async function verdict(probe: Probe, timeoutMs: number): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`failed: no answer in ${timeoutMs} ms`), timeoutMs);
  });
  try {
    return await Promise.race([
      Promise.resolve()
        .then(probe)
        .then(() => "ok"),
      timeout,
    ]);
  } catch (error) {
    return `failed${errorCode(error)}`;
  } finally {
    clearTimeout(timer);
  }
}

function errorCode(error: unknown): string {
  if (!(error instanceof Error) || !("code" in error)) return "";
  return typeof error.code === "string" && /^\w{1,40}$/.test(error.code) ? `: ${error.code}` : "";
}
