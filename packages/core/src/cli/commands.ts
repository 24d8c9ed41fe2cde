import type { Command } from "./command.ts";
import { help } from "./help.ts";
import { vaultRotate } from "./vault-rotate.ts";
import { version } from "./version.ts";

/** Every command, in the order in which `help` shows them. */
export const commands: readonly Command[] = [vaultRotate, version, help(() => commands)];
