export interface StepResult {
  readonly ok: boolean;
  /** Shown when the step failed. */
  readonly output: string;
}

export interface Step {
  readonly name: string;
  readonly run: () => StepResult | Promise<StepResult>;
}

/** Runs every step in order, one line each with its time, and the output of those that fail. True when none did. */
export async function runSteps(steps: readonly Step[], print: (text: string) => void): Promise<boolean> {
  let allOk = true;
  for (const { name, run } of steps) {
    const start = performance.now();
    const { ok, output } = await attempt(run);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    print(`${ok ? "ok    " : "FAILED"}  ${name.padEnd(12)} ${seconds.padStart(6)} s\n`);
    if (!ok) print(`${output.trimEnd()}\n\n`);
    allOk &&= ok;
  }
  return allOk;
}

async function attempt(run: Step["run"]): Promise<StepResult> {
  try {
    return await run();
  } catch (error) {
    return { ok: false, output: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
