import type { Strategy } from "passport-strategy";

/** How a strategy ended, other than with an error. */
export type StrategyOutcome =
  | { kind: "success"; user: unknown }
  | { kind: "redirect"; url: string }
  | { kind: "failure"; reason: unknown };

/**
 * Runs a passport strategy without passport, sessions or a framework: passport calls `authenticate` on an object made from
 * the strategy that carries the five actions, and so do we.
 *
 * @param request What the strategy reads: `query`, `body`. No real request: nothing else of it can be used.
 * @throws whatever the strategy reports through `error`
 */
export function runStrategy(strategy: Strategy, request: object, options: object = {}): Promise<StrategyOutcome> {
  return new Promise((resolve, reject) => {
    const actions: Pick<Strategy, "success" | "redirect" | "fail" | "error" | "pass"> = {
      success: (user: unknown) => resolve({ kind: "success", user }),
      redirect: (url) => resolve({ kind: "redirect", url }),
      fail: (reason: unknown) => resolve({ kind: "failure", reason }),
      error: reject,
      pass: () => reject(new Error("The strategy has decided nothing.")),
    };
    const run = Object.assign(Object.create(strategy) as Strategy, actions);
    run.authenticate(request as never, options);
  });
}
