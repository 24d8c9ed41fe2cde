import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { hashPassword } from "../auth/index.ts";
import type { Command } from "./command.ts";
import { readFlags } from "./read-flags.ts";

const LEAST = 12;

export const operatorHash: Command = {
  name: "operator hash",
  usage: "operator hash",
  summary: "make OPERATOR_PASSWORD_HASH of a password, which is read from standard input",
  async run(args, { out, err }) {
    readFlags(args, {});
    if (process.stdin.isTTY) err("The operator's password, which is not shown, then Enter:");
    const password = await firstLine();
    if (password.length < LEAST) {
      err(`That is too short: take ${LEAST} characters or more.`);
      return 1;
    }
    out(`OPERATOR_PASSWORD_HASH=${await hashPassword(password)}`);
    return 0;
  },
};

async function firstLine(): Promise<string> {
  // What is typed is echoed to nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: process.stdin.isTTY });
  try {
    for await (const line of lines) return line;
    return "";
  } finally {
    lines.close();
  }
}
