import { readFileSync } from "node:fs";
import type { Command } from "../command.ts";
import { UsageError } from "../usage-error.ts";
import { withArchive } from "./with-archive.ts";

export const auditHash: Command = {
  name: "audit hash",
  usage: "audit hash <text>|-",
  summary: "the proof that audit records hold of a text, to look for with `audit query --proof`; - reads it from stdin",
  async run(args, context) {
    const [text, ...more] = args;
    if (text === undefined || more.length > 0) throw new UsageError("audit hash takes one text.");
    const value = text === "-" ? readFileSync(0, "utf8").replace(/\r?\n$/, "") : text;
    return withArchive(context, async ({ withhold, earlier }) => {
      for (const { keyId, value: proof } of [withhold, ...earlier])
        context.out(`${proof(value).hmac}  ${proof(value).length} characters as JSON, key ${keyId}`);
      return 0;
    });
  },
};
