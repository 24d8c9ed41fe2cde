/** The program of one replica. SIGUSR2 puts its clock forward by nine hours: a vendor's token has run out by then. */
import { run } from "@fairlead/core";
import { github } from "@fairlead/github";
import { AHEAD_MS } from "./ahead.ts";

process.once("SIGUSR2", () => {
  const now = Date.now;
  Date.now = () => now() + AHEAD_MS;
});
await run([github]);
