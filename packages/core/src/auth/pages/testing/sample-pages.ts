import type { TokenForm } from "../../../connector/index.ts";
import type { ConnectionRow, ConsentData } from "../page-data.ts";
import type { Pages } from "../pages.ts";

const connector = { title: "GitHub" };
const form = { action: "/interaction/u1", csrf: "csrf-proof" };

export const sampleConsent: ConsentData = {
  ...form,
  connector,
  client: {
    name: "Claude Code",
    identity: { kind: "document", host: "claude.ai" },
    redirectHost: "127.0.0.1:33418",
    loopback: true,
  },
  resource: "https://mcp.example.com/github/mcp",
  scopes: [
    { name: "repo", sentence: "Read and change your repositories, issues and pull requests, private ones too" },
    { name: "read:org", sentence: "See your organizations and teams" },
    { name: "read:user", sentence: "See your profile" },
  ],
  readonly: false,
  offers: { oauth: true, token: true },
};

export const sampleForms: readonly TokenForm[] = [
  {
    label: "Fine-grained personal access token",
    prefixes: ["github_pat_"],
    createUrl: "https://github.com/settings/personal-access-tokens/new",
    advice: "For one owner and the repositories you choose. Give it Contents, Issues, Pull requests and Actions.",
  },
  {
    label: "Personal access token (classic)",
    prefixes: ["ghp_"],
    createUrl: "https://github.com/settings/tokens/new?scopes=repo",
    advice: "For everything your account can reach. Tick the rights named below.",
  },
];

const HOUR_MS = 3_600_000;
const NOW_MS = Date.UTC(2026, 10, 22, 12);

const row: ConnectionRow = {
  id: "c1-id",
  label: "Work account",
  login: "mlind",
  host: "github.com",
  profile: undefined,
  authKind: "oauth",
  scopes: ["Read and change your repositories, issues and pull requests, private ones too", "See your profile"],
  status: "active",
  createdAtMs: NOW_MS - 90 * 24 * HOUR_MS,
  lastUsedAtMs: NOW_MS,
  expiresAtMs: undefined,
  clients: [
    { name: "Claude", createdAtMs: NOW_MS - 90 * 24 * HOUR_MS },
    { name: "Claude", createdAtMs: NOW_MS - 30 * 24 * HOUR_MS },
    { name: "Visual Studio Code", createdAtMs: NOW_MS - 2 * HOUR_MS },
  ],
};

const pasted: ConnectionRow = {
  ...row,
  id: "c2-id",
  label: "mlind",
  profile: "spare",
  authKind: "token",
  scopes: undefined,
  status: "reauthorize",
  expiresAtMs: NOW_MS - HOUR_MS,
  clients: [],
};

/** Every page in every state that a person can meet, by name. */
export function samplePages(pages: Pages): Readonly<Record<string, string>> {
  const tokenForm = {
    ...form,
    connector,
    client: sampleConsent.client,
    forms: sampleForms,
    scopes: ["repo", "read:org", "read:user"],
  };
  const list = { ...form, connector, login: "mlind", manageUrl: "https://github.com/settings/applications" };
  return {
    consent: pages.consent(sampleConsent),
    "consent-registered": pages.consent({
      ...sampleConsent,
      client: { name: "Cursor", identity: { kind: "registered" }, redirectHost: "www.cursor.com", loopback: false },
      readonly: true,
      offers: { oauth: true, token: false },
      problem: "You did not allow access at GitHub.",
    }),
    "consent-token-only": pages.consent({
      ...sampleConsent,
      client: { name: undefined, identity: { kind: "configured" }, redirectHost: "cursor:", loopback: false },
      scopes: [],
      offers: { oauth: false, token: true },
    }),
    "token-form": pages.tokenForm(tokenForm),
    "token-form-problem": pages.tokenForm({
      ...tokenForm,
      problem: "GitHub does not know this token. It may have been deleted or have expired.",
    }),
    success: pages.success({ connector, login: "mlind" }),
    "success-link": pages.success({ connector, login: "mlind", link: { href: "https://claude.ai/", label: "Go on" } }),
    error: pages.error({
      title: "This sign-in cannot go on",
      message: "It was started in another browser, or too long ago. Start again from your program.",
      code: "invalid_request",
      requestId: "01JD8Q2ZK3",
    }),
    "error-link": pages.error({
      connector,
      title: "The program asked for something that is not served here",
      message: "You can go back to it, and it will be told.",
      code: "invalid_target",
      link: { href: "https://attacker.example/cb?error=invalid_target", label: "Go back to the program" },
    }),
    connections: pages.connections({ ...list, connections: [row, pasted], notice: "Saved." }),
    "connections-none": pages.connections({
      ...list,
      connections: [],
      problem: "That connection is not there any more.",
    }),
  };
}
