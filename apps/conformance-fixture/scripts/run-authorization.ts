import { spawn } from "node:child_process";
import { SUITE_PROGRAM, suiteResults, type SuiteResults } from "./suite-results.ts";

/** How the suite's scenarios for authorization servers ended. */
export interface AuthorizationRun extends SuiteResults {
  output: string;
}

/**
 * Runs the suite's `authorization` command. It prints the URL that a person would open, and waits.
 *
 * @param options.open does what the person's browser would do, up to the suite's own address.
 */
export function runAuthorization(options: {
  issuer: string;
  clientId: string;
  resource: string;
  port: number;
  open(url: URL): Promise<URL>;
}): Promise<AuthorizationRun> {
  const { issuer, clientId, resource, port, open } = options;
  const args = ["authorization", "--url", issuer, "--client-id", clientId, "--resource", resource, "-p", String(port)];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [SUITE_PROGRAM, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let opened = false;
    const read = (text: string) => {
      output += text;
      const url = /^(https?:\S+\/authorize\?\S+)$/m.exec(output)?.[1];
      if (opened || url === undefined || !output.includes("Callback server started")) return;
      opened = true;
      open(new URL(url))
        .then((landing) => fetch(landing))
        .catch((error: unknown) => {
          // It would wait for minutes.
          child.kill();
          reject(error instanceof Error ? error : new Error(String(error)));
        });
    };
    child.stdout.setEncoding("utf8").on("data", read);
    child.stderr.setEncoding("utf8").on("data", read);
    child.on("error", reject).on("close", () => resolve({ ...suiteResults(output), output }));
  });
}
