import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const SUITE = fileURLToPath(
  new URL("../node_modules/@modelcontextprotocol/conformance/dist/index.js", import.meta.url),
);
const RESULT = /^([✓✗]) ([\w-]+): (\d+) passed, (\d+) failed/;

/** How the suite's scenarios for authorization servers ended. */
export interface AuthorizationRun {
  passed: string[];
  failed: string[];
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
    const child = spawn(process.execPath, [SUITE, ...args], { stdio: ["ignore", "pipe", "pipe"] });
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
    child.on("error", reject).on("close", () => resolve({ ...resultsOf(output), output }));
  });
}

function resultsOf(output: string): Pick<AuthorizationRun, "passed" | "failed"> {
  const lines = output
    .slice(output.lastIndexOf("=== SUMMARY ==="))
    .split("\n")
    .map((line) => RESULT.exec(line));
  const named = (mark: string) => lines.flatMap((found) => (found?.[1] === mark ? [found[2] ?? ""] : []));
  return { passed: named("✓"), failed: named("✗") };
}
