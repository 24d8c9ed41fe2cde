import { compareGitlab } from "./compare-gitlab.ts";
import { legacyLoad, modernLoad, openLegacySession } from "./loads.ts";
import { startMeasured } from "./measured-server.ts";
import { runLoad, type Load, type Measured } from "./run-load.ts";

/** CPU that one request may cost, in microseconds. */
const LIMITS: Readonly<Record<string, number>> = { "tools/list": 200, "tools/call, cached read": 300 };

const getMe = { name: "get_me", arguments: {} };
const floor = await startMeasured("koa-echo");
const connector = await startMeasured("github");
const rows: Measured[] = [];
try {
  const list = modernLoad("tools/list", "tools/list");
  const sessionId = await openLegacySession(connector.url);
  const loads: Load[] = [
    list,
    modernLoad("tools/call, cached read", "tools/call", getMe),
    legacyLoad("tools/list, 2025-11-25", sessionId, "tools/list"),
    legacyLoad("tools/call, cached read, 2025-11-25", sessionId, "tools/call", getMe),
  ];
  rows.push(await runLoad(floor, { ...list, name: "raw Koa, JSON echo" }));
  for (const load of loads) rows.push(await runLoad(connector, load));
} finally {
  await Promise.all([floor.stop(), connector.stop()]);
}

const base = rows[0]?.cpuUs ?? 1;
print("server CPU per request beside raw Koa in the same run");
for (const { name, requestsPerSecond, p50Ms, p99Ms, cpuUs, failures } of rows) {
  const limit = LIMITS[name];
  const verdict =
    failures > 0
      ? `${failures} failed`
      : limit === undefined
        ? ""
        : cpuUs <= limit
          ? `ok, limit ${limit}`
          : `over ${limit}`;
  const ratio = (cpuUs / base).toFixed(1);
  print(
    `${name.padEnd(38)} ${String(cpuUs).padStart(5)} us  ${ratio.padStart(5)}x  ${String(requestsPerSecond).padStart(6)}/s  p50 ${p50Ms} ms  p99 ${p99Ms} ms  ${verdict}`,
  );
  if (failures > 0 || (limit !== undefined && cpuUs > limit)) process.exitCode = 1;
}

print("\nGitLab, side by side on one stand-in, a 2025-11-25 session each");
for (const { server, tools, listTokens, rows: compared } of await compareGitlab()) {
  print(`${server}: ${tools} tools, ${listTokens} tokens`);
  for (const { name, requestsPerSecond, p99Ms, cpuUs, upstreamPerCall, failures } of compared) {
    const failed = failures > 0 ? `  ${failures} failed` : "";
    print(
      `  ${name.padEnd(26)} ${String(requestsPerSecond).padStart(6)}/s  p99 ${p99Ms} ms  ${cpuUs} us  ${upstreamPerCall.toFixed(2)} requests upstream each${failed}`,
    );
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
