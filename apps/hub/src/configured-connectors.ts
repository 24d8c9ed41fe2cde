import { describeSettings, type Connector } from "@fairlead/core";

/**
 * The connectors that an operator has set up: those of which the environment names any setting. All of them where it names
 * none, so that the start says what is missing.
 */
export function configuredConnectors(
  connectors: readonly Connector[],
  env: Readonly<Record<string, string | undefined>>,
): readonly Connector[] {
  const configured = connectors.filter(({ vendor }) =>
    describeSettings(vendor.settings).some(({ env: name }) => name !== undefined && (env[name] ?? "") !== ""),
  );
  return configured.length > 0 ? configured : connectors;
}
