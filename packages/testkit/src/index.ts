export { asModel, type ModelCall, type ModelResult } from "./clients/as-model.ts";
export { callAny, type Called } from "./clients/called.ts";
export { connectClient } from "./clients/connect-client.ts";
export {
  ERAS,
  type Answerer,
  type CallResult,
  type ClientOptions,
  type Era,
  type ListedTool,
  type TestClient,
} from "./clients/test-client.ts";
export { contractSuite } from "./contract/contract-suite.ts";
export { isSentWrite, writeSafetySuite, type AnyCall } from "./contract/write-safety.ts";
export { listTokens } from "./contract/measure-lists.ts";
export { startConnector, type RunningConnector } from "./running-connector.ts";
export { hunkRows, pageRows } from "./diff-rows.ts";
