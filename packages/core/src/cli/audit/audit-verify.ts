import { verifyLogs } from "../../audit/index.ts";
import type { Command } from "../command.ts";
import { readFlags } from "../read-flags.ts";
import { withArchive } from "./with-archive.ts";

export const auditVerify: Command = {
  name: "audit verify",
  usage: "audit verify",
  summary: "read every audit record and hold the chains to the signed checkpoints; 1 when anything was changed",
  run(args, context) {
    readFlags(args, {});
    return withArchive(context, async ({ sink, notary, checkpoints, cuts }) => {
      const notes = (await checkpoints?.all()) ?? [];
      const { logs, records, problems } = await verifyLogs(sink, { notes: [...notes, ...(await cuts.all())], notary });
      context.out(`Audit logs: ${logs}, records: ${records}, checkpoints: ${notes.length}.`);
      context.out(`Verifier key of the checkpoints: ${notary.verifierKey}`);
      if (notes.length === 0) context.err("There is no checkpoint: that the end of a log was cut off would not show.");
      for (const { logId, seq, what, message } of problems) context.err(`${logId} ${seq} ${what}: ${message}`);
      context.out(problems.length === 0 ? "Nothing was changed." : `Problems: ${problems.length}.`);
      return problems.length === 0 ? 0 : 1;
    });
  },
};
