/**
 * Says that tests go without a service, and how to get it. On CI nothing may be skipped.
 *
 * @throws Error with `CI=true`
 */
export function missingService(what: string, install: string): undefined {
  const line = `${what} is not here: no server answers and no program of it is on the PATH. Install it with: ${install}`;
  if (process.env["CI"] === "true") throw new Error(line);
  process.stderr.write(`Skipped: ${line}\n`);
  return undefined;
}
