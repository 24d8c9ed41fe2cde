import type { DoctorFacts } from "./doctor-facts.ts";

/** `skip`: it does not apply, or what it needs was not there. */
export type Verdict = "ok" | "warn" | "fail" | "skip";

/** One thing that a check has found. Its texts hold no secret. */
export interface Finding {
  verdict: Verdict;
  /** What it is about, where a check looks at several: a connector, a file. */
  about?: string | undefined;
  /** What was found, as a sentence. */
  found: string;
  /** Why that matters; with every `warn` and `fail`. */
  why?: string | undefined;
  /** What to do; with every `warn` and `fail`. */
  todo?: string | undefined;
}

/** One thing that people would otherwise check by hand. It reads, and changes nothing anywhere. */
export interface Check {
  /** One word, as in the documentation. */
  name: string;
  /**
   * Looks. What it throws becomes a finding: it may leave to others what it does not foresee.
   *
   * @param signal ends when the check has had its time
   */
  run(facts: DoctorFacts, signal: AbortSignal): Promise<readonly Finding[]> | readonly Finding[];
}

export const ok = (found: string, about?: string): Finding => ({ verdict: "ok", found, about });
export const skip = (found: string, about?: string): Finding => ({ verdict: "skip", found, about });
