/** The program of one replica. SIGUSR2 puts its clock forward by nine hours: a vendor's token has run out by then. */
import { run } from "@fairlead/core";
import { github } from "@fairlead/github";
import { AHEAD_MS, FORWARD } from "./ahead.ts";

const now = Date.now;
let aheadMs = 0;
Date.now = () => now() + aheadMs;
process.once("SIGUSR2", () => {
  aheadMs = AHEAD_MS;
  process.stdout.write(`${FORWARD}\n`);
});
await run([github]);
