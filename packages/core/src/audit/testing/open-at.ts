import { join } from "node:path";
import { coreSettings, loadSettings } from "../../config/index.ts";
import { openState } from "../../store/index.ts";
import { openAudit, type OpenAudit } from "../open-audit.ts";

/** The audit log of a server with its data in that folder. `close` lets go of both. */
export async function openAuditAt(data: string, sink: string): Promise<OpenAudit> {
  const settings = loadSettings(coreSettings, {
    env: { FAIRLEAD_DATA: data, AUDIT_SINK: sink, AUDIT_FOLDER: join(data, "audit") },
  });
  const state = await openState(settings, () => {});
  const audit = await openAudit({
    settings,
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
