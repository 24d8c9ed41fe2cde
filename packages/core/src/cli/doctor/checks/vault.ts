import { connectorVault } from "../../../auth/index.ts";
import { readDurable } from "../../../store/index.ts";
import { ok, skip, type Check, type Finding } from "../check.ts";
import type { DoctorFacts } from "../doctor-facts.ts";
import { seeDatabase } from "./database.ts";

/** Enough to see whether the keys are the right ones. */
const MOST = 100;

/** Whether the keys open what people have entrusted us with. */
export const vault: Check = {
  name: "vault",
  async run(facts) {
    if (facts.auth !== "oauth") return [skip("Nobody signs in, so no tokens of people are kept.")];
    const keys = facts.keys();
    if (facts.wrongKeys() !== undefined) return [skip("The keys that are set cannot be used: see configuration.")];
    if (keys === undefined) return [skip("There are no keys yet: the first start makes them.")];
    const { keyRing } = keys;
    try {
      return await look(facts, keyRing);
    } catch {
      return [seeDatabase()];
    }
  },
};

async function look(
  { settings, connectors }: DoctorFacts,
  keyRing: NonNullable<ReturnType<DoctorFacts["keys"]>>["keyRing"],
): Promise<Finding[]> {
  const findings = await readDurable(settings, (store) =>
    Promise.all(
      connectors.map(async ({ connector: { name } }) =>
        judged(name, await connectorVault({ store, keyRing }, name).look(MOST)),
      ),
    ),
  );
  return findings ?? [skip("Nothing is kept yet.")];
}

function judged(
  about: string,
  { opened, failed, missingKeys }: { opened: number; failed: number; missingKeys: readonly string[] },
): Finding {
  if (failed === 0)
    return opened === 0 ? ok("No token is kept.", about) : ok(`The keys open what is kept (${opened} seen).`, about);
  const why = "Whoever these tokens belong to has to connect the account again.";
  if (missingKeys.length === 0) {
    const found = `${failed} of ${failed + opened} tokens do not open, although the key has the right name.`;
    const todo = "FAIRLEAD_VAULT_KEYS holds another key under an id that was used before: put the former one back.";
    return { verdict: "fail", about, found, why, todo };
  }
  const names = missingKeys.map((kid) => `"${kid}"`).join(", ");
  return {
    verdict: "fail",
    about,
    found: `${failed} of ${failed + opened} tokens need the key ${names}, which is not there.`,
    why,
    todo: "Put it back behind the current one in FAIRLEAD_VAULT_KEYS (or vault.keys in FAIRLEAD_DATA), then run vault rotate.",
  };
}
