import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Settings } from "../config/index.ts";
import type { Health, Log } from "../observe/index.ts";
import type { InFlight } from "./in-flight.ts";

export interface ShutdownOptions {
  server: Server;
  health: Pick<Health, "drain">;
  inFlight: InFlight;
  log: Log;
  settings: Settings["shutdown"];
  /** Told first, so that calls which only wait can end at once. */
  onDrain?(): void;
  /** Ends open streams, each with its last frame. Comes after the calls: it would end those too. */
  closeStreams(): void | Promise<void>;
  /** What to stop when no request is left, in this order: workers, pools, stores. */
  stop: readonly (() => void | Promise<void>)[];
  /** Where signals come from and how the process ends; the process itself where it is not given. False: no signals. */
  process?: (Pick<NodeJS.EventEmitter, "on" | "off"> & { exit(code: number): void }) | false;
}

export interface Shutdown {
  /** Runs the shutdown once, however often it is called. Does not end the process. */
  run(reason: string): Promise<void>;
  /** Stops listening to signals. */
  dispose(): void;
}

/** What is left after the calls has this long in all: a worker that hangs must not hold the process. */
const CLEANUP_MS = 10_000;
/** For the last frames to reach their clients. */
const LAST_FRAMES_MS = 2000;

/**
 * On SIGTERM or SIGINT: not ready; refuse connections; let calls finish; close streams; stop; flush; exit 0.
 * A second signal exits at once.
 */
export function installShutdown(options: ShutdownOptions): Shutdown {
  const { process: host = process } = options;
  let running: Promise<void> | undefined;
  const run = (reason: string) => (running ??= shutDown(options, reason));

  const onSignal = (signal: NodeJS.Signals) => {
    if (host === false) return;
    if (running !== undefined) return host.exit(signal === "SIGINT" ? 130 : 143);
    run(signal).then(
      () => host.exit(0),
      () => host.exit(1),
    );
  };
  const signals = ["SIGTERM", "SIGINT"] as const;
  if (host !== false) for (const signal of signals) host.on(signal, onSignal);
  return {
    run,
    dispose() {
      if (host !== false) for (const signal of signals) host.off(signal, onSignal);
    },
  };
}

async function shutDown(options: ShutdownOptions, reason: string): Promise<void> {
  const { server, health, inFlight, log, settings } = options;
  log.info({ reason, calls: inFlight.calls, streams: inFlight.streams }, "draining");
  health.drain();
  options.onDrain?.();
  if (settings.delayMs > 0) await sleep(settings.delayMs);

  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await within(settings.graceMs, inFlight.noCalls());
  if (inFlight.calls > 0) log.warn({ calls: inFlight.calls }, "calls cut off: they took longer than the grace period");

  const cleanup = async () => {
    await attempt(log, "close streams", () => options.closeStreams());
    await within(LAST_FRAMES_MS, inFlight.noStreams());
    for (const stop of options.stop) await attempt(log, "stop", stop);
  };
  if (!(await within(CLEANUP_MS, cleanup()))) log.warn("cleanup cut off");
  log.info("stopped");
  await within(LAST_FRAMES_MS, log.flush());
  server.closeAllConnections();
  await closed;
}

/** One part that fails must not keep the rest from stopping. */
async function attempt(log: Log, what: string, act: () => void | Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    log.error({ err: error }, `${what} failed`);
  }
}

/** @returns Whether it settled in time. */
async function within(limitMs: number, work: Promise<void>): Promise<boolean> {
  const timer = new AbortController();
  const late = sleep(limitMs, false, { signal: timer.signal });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    late.catch(() => {});
    timer.abort();
  }
}
