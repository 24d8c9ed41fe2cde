import { auditFollowers, openAudit, type AuditLog, type OpenAudit } from "./audit/index.ts";
import { signInAudit, type Keys, type SignInEvent } from "./auth/index.ts";
import type { Settings } from "./config/index.ts";
import type { Health, Log, Metrics } from "./observe/index.ts";
import type { State } from "./store/index.ts";

/** Opens the audit log of this process. While it cannot be written, the process is not ready. */
export async function openServeAudit(parts: {
  settings: Settings;
  state: State;
  keys: Keys;
  log: Log;
  metrics: Metrics;
  health: Health;
}): Promise<OpenAudit> {
  const { settings, state, keys, log, metrics, health } = parts;
  const audit = await openAudit({
    settings,
    state,
    secrets: keys.secrets,
    followers: auditFollowers(settings.audit, (fields, message) => log.info(fields, message)),
    onCheckpoint: (note) => log.info({ note }, "audit_checkpoint"),
    onWritten: ({ records, durationMs }) => metrics.audited(records, durationMs),
    report(error, what) {
      metrics.auditFailed();
      log.error({ err: error }, what);
    },
  });
  metrics.watchAudit(() => audit.log.waiting);
  health.register("audit", () => audit.log.probe());
  return audit;
}

/** Sign-ins, consents and refusals are decisions like any other. */
export function recordSignIn(
  { log, audit }: { log: Log; audit: { log: AuditLog } },
  connector: string,
  event: SignInEvent,
): void {
  const { step, reason, clientId, requestId } = event;
  log.info({ connector, step, reason, client_id: clientId, request_id: requestId }, "sign_in");
  audit.log.note(signInAudit(event)).catch((error: unknown) => {
    log.error({ err: error, request_id: requestId }, "a sign-in could not be put on record");
  });
}
