import { serve, type Connector } from "@fairlead/core";

/** A connector served in this process on a free port. */
export interface RunningConnector {
  /** `http://127.0.0.1:…/mcp` */
  mcpUrl: string;
  baseUrl: string;
  /** Log lines so far. */
  log: string[];
  close(): Promise<void>;
}

/** Tests ask for more at once than a person does, on machines that are slow: our own limits are another test's. */
const NO_LIMITS = { LIMIT_PRINCIPAL_POINTS: "0", LIMIT_CALLS_PER_PRINCIPAL: "1000", LIMIT_LOOP_DELAY_MS: "0" };

/** @param env The connector's settings, such as its host and the operator's token. */
export async function startConnector(
  connector: Connector,
  env: Record<string, string> = {},
): Promise<RunningConnector> {
  const log: string[] = [];
  const served = await serve([connector], {
    env: { PORT: "0", LOG_LEVEL: "info", FAIRLEAD_DATA: ":memory:", ...NO_LIMITS, ...env },
    logStream: { write: (line) => void log.push(line) },
    signals: false,
  });
  return { mcpUrl: served.mcpUrls[connector.name] ?? "", baseUrl: served.url, log, close: () => served.close() };
}
