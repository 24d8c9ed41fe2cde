import { coreSettings, describeSettings, type Settings } from "../../config/index.ts";
import { shownCount, shownDuration, shownSize } from "./shown-number.ts";

/** One setting, for people. */
export interface LimitRow {
  name: string;
  description: string;
  value: string;
}

type SettingValue = Settings["limits"][keyof Settings["limits"]] | Settings["policy"][keyof Settings["policy"]];

const SHOWN = /^(?:limits|policy)\./;

/** What the operator has set that limits anybody, with its values. Nothing of it is secret. */
export function limitRows(settings: Pick<Settings, "limits" | "policy">): LimitRow[] {
  return describeSettings(coreSettings).flatMap(({ name, env, secret, description }) => {
    if (!SHOWN.test(name) || secret) return [];
    const [group = "", key = ""] = name.split(".");
    const value = (settings[group as keyof typeof settings] as Readonly<Record<string, SettingValue>>)[key];
    return [{ name: env ?? name, description, value: shownValue(name, value) }];
  });
}

function shownValue(name: string, value: SettingValue): string {
  if (typeof value === "number") {
    if (name.endsWith("Ms")) return shownDuration(value);
    return name.endsWith("Bytes") ? shownSize(value) : shownCount(value);
  }
  if (typeof value === "boolean") return value ? "on" : "off";
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return "not set";
  return Array.isArray(value) ? value.map(shownItem).join(", ") : value;
}

/** As it is set: `create_issue=20/minute`. */
function shownItem(item: string | Settings["policy"]["limits"][number]): string {
  return typeof item === "string" ? item : `${item.tool}=${item.most}/${item.per}`;
}
