import { ok, skip, type Check, type Finding } from "../check.ts";
import { reachVendor } from "./reach-vendor.ts";

const WRONG_MS = 120_000;
const LATE_MS = 10_000;

/** This machine's clock, held to the vendors'. */
export const clock: Check = {
  name: "clock",
  async run({ connectors, system }, signal) {
    const answers = await Promise.allSettled(connectors.map((each) => reachVendor(each, signal, system.now)));
    const told = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
    const [first] = told
      .flatMap(({ host, aheadMs }) => (aheadMs === undefined ? [] : [{ host, aheadMs }]))
      .toSorted((a, b) => Math.abs(a.aheadMs) - Math.abs(b.aheadMs));
    if (first === undefined) return [skip("No vendor has told the time.")];
    return [judged(first)];
  },
};

function judged({ host, aheadMs }: { host: string; aheadMs: number }): Finding {
  const offMs = Math.abs(aheadMs);
  if (offMs < LATE_MS) return ok(`It agrees with ${host}.`);
  const apart = offMs < 60_000 ? `${Math.round(offMs / 1000)} s` : `${Math.round(offMs / 60_000)} min`;
  return {
    verdict: offMs < WRONG_MS ? "warn" : "fail",
    found: `This machine's clock is ${apart} ${aheadMs > 0 ? "behind" : "ahead of"} that of ${host}.`,
    why: "Tokens, signatures of webhooks and certificates are taken for expired, or for not valid yet.",
    todo: "Have the clock set by NTP (timedatectl set-ntp true, chrony), on the host if this is a container.",
  };
}
