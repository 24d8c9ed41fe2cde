import { tmpdir } from "node:os";
import type { CommandContext } from "../command.ts";

/** A context that keeps what a command says. */
export function recordingContext(
  given: Partial<Pick<CommandContext, "connectors" | "env" | "folder">> = {},
): CommandContext & { said(): { out: string; err: string } } {
  const said = { out: "", err: "" };
  return {
    connectors: [],
    env: {},
    folder: tmpdir(),
    ...given,
    out: (text) => void (said.out += `${text}\n`),
    err: (text) => void (said.err += `${text}\n`),
    said: () => ({ ...said }),
  };
}
