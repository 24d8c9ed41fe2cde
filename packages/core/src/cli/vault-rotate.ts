import { resolve } from "node:path";
import { connectorVault, openSignInHouse, type RewrapCounts } from "../auth/index.ts";
import { readServeSettings } from "../serve-settings.ts";
import type { Command } from "./command.ts";
import { readFlags } from "./read-flags.ts";

export const vaultRotate: Command = {
  name: "vault rotate",
  usage: "vault rotate",
  summary: "wrap the key of each stored vendor token anew, with the first key of the ring",
  async run(args, { connectors, env, folder, out, err }) {
    readFlags(args, {});
    const { settings, auth } = readServeSettings(connectors, { env, folder });
    if (auth !== "oauth") {
      err(`Nobody signs in here (AUTH is ${auth}), so there is no vault.`);
      return 1;
    }
    if (settings.data === ":memory:") {
      err("FAIRLEAD_DATA is :memory:, so there is no vault but in the running server.");
      return 1;
    }
    const house = openSignInHouse(settings);
    try {
      out(`The vault in ${resolve(settings.data)}; the current key is "${house.keyRing.current}".`);
      let failed = 0;
      for (const { name } of connectors) {
        const counts = await connectorVault(house, name).rewrap();
        out(`${name}: ${counts.rewrapped} wrapped anew, ${counts.current} already were, ${counts.failed} failed.`);
        if (counts.failed > 0) err(`${name}: ${whatToDo(counts)}`);
        failed += counts.failed;
      }
      return failed === 0 ? 0 : 1;
    } finally {
      house.close();
    }
  },
};

function whatToDo({ missingKeys }: RewrapCounts): string {
  if (missingKeys.length === 0) {
    return "some records do not open. They were changed or moved; whoever they belong to has to sign in again.";
  }
  const names = missingKeys.map((kid) => `"${kid}"`).join(", ");
  return `the ring lacks ${names}. Put it back behind the current key, and run this again.`;
}
