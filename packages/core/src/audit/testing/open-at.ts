import { join } from "node:path";
import { auditSettings } from "../../config/audit-settings.ts";
import { openEmbedded } from "../../store/open-embedded.ts";
import { openAudit, type OpenAudit } from "../open-audit.ts";

/** The audit log of a server with its data in that folder. `close` lets go of both. */
export async function openAuditAt(data: string, sink: string): Promise<OpenAudit> {
  const state = openEmbedded(data, () => {});
  const audit = await openAudit({
    settings: { audit: auditSettings.parse({ sink, folder: join(data, "audit") }), data, publicUrl: undefined },
    state,
    secrets: [Buffer.alloc(32, "secret")],
    followers: [],
    onCheckpoint: () => {},
    onWritten: () => {},
    report: () => {},
  });
  return {
    ...audit,
    async close() {
      await audit.close();
      await state.close();
    },
  };
}
