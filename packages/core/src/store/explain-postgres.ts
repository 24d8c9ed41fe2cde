import { StoreError } from "./store-error.ts";

/** SQLSTATEs and Node's codes of a database that is not there now: starting, stopping, busy, cut off, deadlocked. */
const UNAVAILABLE =
  /^(?:08...|57P0[1-5]|57014|53300|40001|40P01|55P03|ECONN(?:REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
/** What pg says without a code. */
const BROKE_OFF = /Connection terminated|timeout|Client has encountered a connection error|not queryable/i;

/** What a failure of Postgres's, or of the way to it, means. */
export function explainPostgres(error: unknown): StoreError {
  const { code = "", message = String(error) } = error as { code?: string; message?: string };
  if (UNAVAILABLE.test(code) || (code === "" && BROKE_OFF.test(message))) {
    return new StoreError("unavailable", "The database does not answer. Try again in a moment.", { cause: error });
  }
  switch (code) {
    case "53100":
      return new StoreError("full", "The disk of the database is full: nothing was written.", { cause: error });
    case "25006":
      return new StoreError("readonly", "The database may be read only: it is a standby.", { cause: error });
    default:
      return new StoreError("broken", `The database fails: ${message}.`, { cause: error });
  }
}
