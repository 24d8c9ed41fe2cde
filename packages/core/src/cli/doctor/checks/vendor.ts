import { ok, type Check, type Finding } from "../check.ts";
import type { DoctorConnector, DoctorFacts } from "../doctor-facts.ts";
import { reasonOf } from "../reason-of.ts";
import { hostOf, reachVendor } from "./reach-vendor.ts";

const SLOW_MS = 2_000;

/** Whether the vendors' APIs answer, and how fast. */
export const vendor: Check = {
  name: "vendor",
  run: ({ connectors, system }, signal) => Promise.all(connectors.map((each) => look(each, signal, system.now))),
};

async function look(each: DoctorConnector, signal: AbortSignal, now: DoctorFacts["system"]["now"]): Promise<Finding> {
  const about = each.connector.name;
  try {
    const { host, latencyMs } = await reachVendor(each, signal, now);
    if (latencyMs <= SLOW_MS) return ok(`${host} answers within ${latencyMs} ms.`, about);
    return {
      verdict: "warn",
      about,
      found: `${host} takes ${latencyMs} ms to answer.`,
      why: "Every call waits as long, and often several times.",
      todo: "See whether DNS, a proxy or the network of this machine is slow.",
    };
  } catch (error) {
    const { reason, todo } = reasonOf(error);
    const found = `${hostOf(each)} cannot be reached: ${reason}.`;
    return { verdict: "fail", about, found, why: "Every call that needs the vendor fails.", todo };
  }
}
