import { isIP } from "node:net";
import { isLoopback } from "../../../config/index.ts";
import { ok, skip, type Check } from "../check.ts";
import { reasonOf } from "../reason-of.ts";

/** Whether the name in PUBLIC_URL is one. */
export const dns: Check = {
  name: "dns",
  async run({ publicUrl, system }) {
    const name = new URL(publicUrl).hostname.replace(/^\[|\]$/g, "");
    if (isIP(name) !== 0 || isLoopback(name)) return [skip(`${name} needs no DNS.`)];
    try {
      const addresses = await system.resolve(name);
      if (!addresses.every(isLoopback)) return [ok(`${name} is ${addresses.join(", ")}.`)];
      return [
        {
          verdict: "warn",
          found: `${name} is ${addresses.join(", ")} here: this machine itself.`,
          why: "Other machines that see the same reach themselves. Checks of PUBLIC_URL bypass whatever is in front.",
          todo: "If it stands in /etc/hosts, look from another machine as well.",
        },
      ];
    } catch (error) {
      const { reason, todo } = reasonOf(error);
      return [
        {
          verdict: "fail",
          found: `The host of PUBLIC_URL, ${name}, has no address: ${reason}.`,
          why: "Clients, browsers and the vendor's redirects all go to that name.",
          todo,
        },
      ];
    }
  },
};
