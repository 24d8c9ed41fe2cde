import { ConfigError } from "../../config/index.ts";
import type { Check, Finding } from "./check.ts";
import type { DoctorFacts } from "./doctor-facts.ts";
import { reasonOf } from "./reason-of.ts";

/** What each check may take, in milliseconds. */
const LIMIT_MS = 15_000;

/** A finding, and which check it is of. */
export interface Found extends Finding {
  check: string;
}

/** Lets all checks look at once: none waits for another, and none keeps another from its findings. */
export async function runChecks(
  checks: readonly Check[],
  facts: DoctorFacts,
  limitMs = LIMIT_MS,
): Promise<readonly Found[]> {
  const all = await Promise.all(checks.map((check) => runOne(check, facts, limitMs)));
  return all.flat();
}

async function runOne(check: Check, facts: DoctorFacts, limitMs: number): Promise<Found[]> {
  const ended = new AbortController();
  const late = Promise.withResolvers<Finding[]>();
  const timer = setTimeout(() => {
    late.resolve([
      {
        verdict: "fail",
        found: `It took more than ${limitMs / 1000} s.`,
        why: "What it looks at does not answer, or only very slowly.",
        todo: "See what the other checks say of the network, the store and the disk.",
      },
    ]);
    ended.abort();
  }, limitMs);
  try {
    const findings = await Promise.race([attempt(check, facts, ended.signal), late.promise]);
    return findings.map((each) => ({ check: check.name, ...each }));
  } finally {
    clearTimeout(timer);
    ended.abort();
  }
}

async function attempt(check: Check, facts: DoctorFacts, signal: AbortSignal): Promise<readonly Finding[]> {
  try {
    return await check.run(facts, signal);
  } catch (error) {
    return error instanceof ConfigError ? ofConfigError(error) : [unforeseen(error)];
  }
}

/** Wrong settings, as findings. */
export function ofConfigError({ problems }: ConfigError): Finding[] {
  return problems.map(({ where, found, accepts, advice }) => ({
    verdict: "fail",
    about: where,
    found: [found === undefined ? "It is wrong." : `It is ${found}.`, advice].filter(Boolean).join(" "),
    why: "The server does not start with it.",
    todo: accepts === undefined ? `Correct ${where}.` : `Set it to: ${accepts}.`,
  }));
}

function unforeseen(error: unknown): Finding {
  const { reason, todo } = reasonOf(error);
  return { verdict: "fail", found: `It could not be checked: ${reason}.`, why: "The server may meet the same.", todo };
}
