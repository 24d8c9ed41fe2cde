import { VERSION } from "../version.ts";
import type { Command } from "./command.ts";

export const version: Command = {
  name: "version",
  usage: "version",
  summary: "print the version",
  async run(_args, { out }) {
    out(VERSION);
    return 0;
  },
};
