import { auditCommands } from "./audit/index.ts";
import type { Command } from "./command.ts";
import { doctorCommand } from "./doctor/doctor.ts";
import { help } from "./help.ts";
import { migrate } from "./migrate.ts";
import { operatorHash } from "./operator-hash.ts";
import { vaultRotate } from "./vault-rotate.ts";
import { version } from "./version.ts";

/** Every command, in the order in which `help` shows them. */
export const commands: readonly Command[] = [
  doctorCommand(),
  migrate,
  vaultRotate,
  operatorHash,
  ...auditCommands,
  version,
  help(() => commands),
];
