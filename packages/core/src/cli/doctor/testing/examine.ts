import type { Verdict } from "../check.ts";
import { doctorCommand } from "../doctor.ts";
import { doctorSystem, type DoctorSystem } from "../doctor-facts.ts";
import type { Found } from "../run-checks.ts";
import { recordingContext } from "../../testing/recording-context.ts";
import { patient } from "./doctor-vendor.ts";

export interface Examined {
  code: number;
  /** Everything that was printed. */
  out: string;
  /** All that a check has found. */
  of(check: string): readonly Found[];
  /** What it has found that is wrong, as one text: found, why and what to do. */
  wrong(check: string): string;
  /** The checks with that verdict. */
  with(verdict: Verdict): readonly string[];
}

/** Runs `fairlead doctor --json` with these settings. */
export async function examine(
  env: Readonly<Record<string, string>>,
  given: { args?: readonly string[]; system?: Partial<DoctorSystem>; folder?: string; token?: string } = {},
): Promise<Examined> {
  const { args = [], system = {}, folder, token = "" } = given;
  const context = recordingContext({ connectors: [patient], env, ...(folder !== undefined && { folder }) });
  const command = doctorCommand({ ...doctorSystem, ...system }, () => token);
  const code = await command.run(["--json", ...args], context);
  const { out, err } = context.said();
  const { findings } = JSON.parse(out) as { findings: Found[] };
  const of = (check: string) => findings.filter((each) => each.check === check);
  return {
    code,
    out: out + err,
    of,
    wrong: (check) =>
      of(check)
        .filter(({ verdict }) => verdict === "fail" || verdict === "warn")
        .map(({ about, found, why, todo }) => `${about}: ${found} ${why} ${todo}`)
        .join("\n"),
    with: (verdict) => findings.filter((each) => each.verdict === verdict).map(({ check }) => check),
  };
}
