import { resolve } from "node:path";
import { connectorVault, openKeys, type RewrapCounts } from "../auth/index.ts";
import { readServeSettings } from "../serve-settings.ts";
import { openState } from "../store/index.ts";
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
    const shared = settings.cluster.databaseUrl !== undefined;
    if (!shared && settings.data === ":memory:") {
      err("FAIRLEAD_DATA is :memory:, so there is no vault but in the running server.");
      return 1;
    }
    const { keyRing } = openKeys(settings, { shared });
    const state = await openState(settings, (error) => err(String(error)));
    try {
      const where = state.mode === "cluster" ? "the database" : resolve(settings.data);
      out(`The vault in ${where}; the current key is "${keyRing.current}".`);
      let failed = 0;
      for (const { name } of connectors) {
        const counts = await connectorVault({ store: state.durable, keyRing }, name).rewrap();
        out(`${name}: ${counts.rewrapped} wrapped anew, ${counts.current} already were, ${counts.failed} failed.`);
        if (counts.failed > 0) err(`${name}: ${whatToDo(counts)}`);
        failed += counts.failed;
      }
      return failed === 0 ? 0 : 1;
    } finally {
      await state.close();
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
