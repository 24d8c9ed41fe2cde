import type { OauthApp } from "../state/sign-in.ts";
import { tokenSecret, type Token } from "../state/token.ts";

/** The same secrets in every run. */
export const seedTokens = {
  mlind: tokenSecret("mlind"),
  trenn: tokenSecret("trenn"),
  iokafor: tokenSecret("iokafor"),
  driveby7: tokenSecret("driveby7"),
  reader: tokenSecret("mlind reads"),
  project: tokenSecret("storefront"),
  group: tokenSecret("harbor"),
} as const;

const DAY_MS = 86_400_000;

/** What stands behind each of them. */
export function tokenRows(nowMs: number): Token[] {
  const personal = { kind: "personal", scopes: ["api"] } as const;
  return [
    { id: 1, secret: seedTokens.mlind, name: "laptop", username: "mlind", ...personal },
    { id: 2, secret: seedTokens.trenn, name: "laptop", username: "trenn", ...personal },
    { id: 3, secret: seedTokens.iokafor, name: "laptop", username: "iokafor", ...personal },
    { id: 4, secret: seedTokens.driveby7, name: "laptop", username: "driveby7", ...personal },
    {
      id: 5,
      secret: seedTokens.reader,
      kind: "personal",
      name: "reading",
      username: "mlind",
      scopes: ["read_api"],
      expiresAtMs: nowMs + 30 * DAY_MS,
    },
    {
      id: 6,
      secret: seedTokens.project,
      kind: "project",
      name: "bot",
      username: "project_1_bot_6f1c",
      scopes: ["api"],
    },
    { id: 7, secret: seedTokens.group, kind: "group", name: "bot", username: "group_1_bot_a20d", scopes: ["read_api"] },
  ];
}

/** The application that the connector is registered as. */
export const seedApp: OauthApp = {
  clientId: "5f2d0c7b9f0e4e6c8a1b3d5f7092a4c6",
  clientSecret: tokenSecret("application", "gloas-"),
  name: "Fairlead",
  callbackUrls: [],
};
