export { ConfigError, type SettingProblem } from "./config-error.ts";
export { describeSettings, type SettingRow } from "./describe-settings.ts";
export { loadSettings, type SettingSources } from "./load-settings.ts";
export { isLoopback } from "./loopback.ts";
export { ownUrl } from "./own-url.ts";
export { readConfigFile, type ConfigFile } from "./read-config-file.ts";
export { refuseStrangers } from "./refuse-strangers.ts";
export type { SettingMeta } from "./setting-meta.ts";
export { coreSettings, type Settings } from "./settings.ts";
