import { ConfigError } from "../../config/index.ts";
import { VERSION } from "../../version.ts";
import type { Command } from "../command.ts";
import { readFlags } from "../read-flags.ts";
import { UsageError } from "../usage-error.ts";
import { checks } from "./checks/index.ts";
import { concealing } from "./conceal.ts";
import { doctorSystem, readDoctorFacts, readToken, type DoctorSystem } from "./doctor-facts.ts";
import { exitCodeOf, reportJson, reportText } from "./report.ts";
import { ofConfigError, runChecks, type Found } from "./run-checks.ts";

/** `doctor`, which looks at a set-up while its server runs, or while it does not. */
export function doctorCommand(system: DoctorSystem = doctorSystem, tokenOf: () => string = readToken): Command {
  return {
    name: "doctor",
    usage: "doctor [--json] [--ca <file>] [--token <connector>]",
    summary: "look for what is wrong with this set-up and say what to do; --token reads one from stdin to look at",
    async run(args, context) {
      const flags = readFlags(args, {
        json: { type: "boolean", default: false },
        ca: { type: "string" },
        token: { type: "string" },
      });
      const { token: named, ca: caFile } = flags;
      if (named !== undefined && !context.connectors.some(({ name }) => name === named)) {
        throw new UsageError(`--token takes ${context.connectors.map(({ name }) => name).join(", ")}.`);
      }
      const tokens = named === undefined ? {} : { [named]: tokenOf() };
      const conceal = concealing(context, Object.values(tokens));
      const findings = (await look(context, { caFile, tokens, system })).map((found) => concealed(found, conceal));
      context.out(flags.json ? reportJson(findings, VERSION) : reportText(findings));
      return exitCodeOf(findings);
    },
  };
}

/** Text by text: in JSON, a secret with a quotation mark would look different. */
function concealed(found: Found, conceal: (text: string) => string): Found {
  const said = (text: string | undefined) => text && conceal(text);
  return {
    ...found,
    found: conceal(found.found),
    about: said(found.about),
    why: said(found.why),
    todo: said(found.todo),
  };
}

async function look(
  context: Parameters<typeof readDoctorFacts>[0],
  given: Parameters<typeof readDoctorFacts>[1],
): Promise<readonly Found[]> {
  try {
    return await runChecks(checks, readDoctorFacts(context, given));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const wrong = ofConfigError(error).map((each) => ({ check: "configuration", ...each }));
    const rest = checks.filter(({ name }) => name !== "configuration");
    const names = rest.map(({ name }) => name).join(", ");
    return [...wrong, { check: "others", verdict: "skip", found: `Not looked at before that is right: ${names}.` }];
  }
}
