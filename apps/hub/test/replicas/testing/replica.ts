/** The program of one replica. Each SIGUSR2 puts its clock forward by nine hours: a vendor's token has run out by then. */
import { flushCompileCache } from "node:module";
import { run } from "@fairlead/core";
import { github } from "@fairlead/github";
import { AHEAD_MS, FORWARD } from "./ahead.ts";

const now = Date.now;
let aheadMs = 0;
Date.now = () => now() + aheadMs;
process.on("SIGUSR2", () => {
  aheadMs += AHEAD_MS;
  process.stdout.write(`${FORWARD}${aheadMs}\n`);
});
await run([github]);
// At once: whoever is killed writes nothing at its end, and those that come after start in two thirds of the time with it.
flushCompileCache();
