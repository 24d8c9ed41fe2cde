import { accessSync, constants, globSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where packages put servers that they leave off the PATH. */
const USUAL_PLACES = [
  "/usr/lib/postgresql/*/bin",
  "/usr/pgsql-*/bin",
  "/opt/homebrew/opt/postgresql*/bin",
  "/usr/local/opt/postgresql*/bin",
  "/opt/homebrew/bin",
  "/usr/local/bin",
  "/usr/sbin",
];

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of a program on the PATH or in one of the usual places, the newest version first. */
export function findProgram(name: string): string | undefined {
  const onPath = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const usual = USUAL_PLACES.flatMap((pattern) =>
    globSync(pattern).toSorted((one, other) => other.localeCompare(one, "en", { numeric: true })),
  );
  return [...onPath, ...usual].map((folder) => join(folder, name)).find(isExecutable);
}
