import { refuseStrangers, type Misspelt } from "../../../config/index.ts";
import { ok, type Check, type Finding } from "../check.ts";
import { ofConfigError } from "../run-checks.ts";

/** Whether the server would start: its settings and keys. Settings that cannot be read at all never get here. */
export const configuration: Check = {
  name: "configuration",
  run({ settings, auth, connectors, misspelt, publicUrl, wrongKeys }) {
    refuseStrangers({ ...settings, auth });
    const wrong = wrongKeys();
    const names = connectors.map(({ connector }) => connector.name).join(", ");
    const mode = ok(`AUTH is ${auth}; ${names} at ${publicUrl}.`);
    const first = wrong === undefined ? [mode] : ofConfigError(wrong);
    return [...first, ...clearText(publicUrl, settings), ...misspelt.map(nearly)];
  },
};

function nearly({ written, meant }: Misspelt): Finding {
  return {
    verdict: "warn",
    about: written,
    found: `${written} is no setting.`,
    why: "What it says is not heeded.",
    todo: `If it was meant for ${meant}, rename it.`,
  };
}

function clearText(publicUrl: string, { tls }: { tls: { certFile?: string | undefined } }): Finding[] {
  if (tls.certFile === undefined || publicUrl.startsWith("https:")) return [];
  return [
    {
      verdict: "fail",
      about: "PUBLIC_URL",
      found: `There is a certificate (TLS_CERT_FILE), but clients are sent to ${publicUrl}.`,
      why: "The port speaks https alone: nobody gets in.",
      todo: "Begin PUBLIC_URL with https://, or unset TLS_CERT_FILE and TLS_KEY_FILE.",
    },
  ];
}
