import { readServeSettings } from "../serve-settings.ts";
import { migrateState } from "../store/index.ts";
import type { Command } from "./command.ts";
import { readFlags } from "./read-flags.ts";

export const migrate: Command = {
  name: "migrate",
  usage: "migrate",
  summary: "bring the database's schema up to date; run it once before a new version starts",
  async run(args, { connectors, env, folder, out }) {
    readFlags(args, {});
    const { settings } = readServeSettings(connectors, { env, folder });
    const { where, taken } = await migrateState(settings);
    const steps = taken.map(({ number, name }) => `\n  ${number} ${name}`).join("");
    out(taken.length === 0 ? `${where} is up to date.` : `${where} has taken:${steps}`);
    return 0;
  },
};
