export * from "./connector/index.ts";
export { ConfigError, coreSettings, describeSettings, type SettingRow } from "./config/index.ts";
export { connectorSettings, type OwnerPolicy, type PolicyBook } from "./policy/index.ts";
export { run } from "./run.ts";
export { serve, type Served, type ServeOptions } from "./serve.ts";
export { isRecent, isSameSecret, isSigned } from "./webhooks/index.ts";
