import { auditCommands } from "./audit/index.ts";
import type { Command } from "./command.ts";
import { help } from "./help.ts";
import { migrate } from "./migrate.ts";
import { vaultRotate } from "./vault-rotate.ts";
import { version } from "./version.ts";

/** Every command, in the order in which `help` shows them. */
export const commands: readonly Command[] = [migrate, vaultRotate, ...auditCommands, version, help(() => commands)];
