export { createBrowser, landingOf, pageOf, textOf, type Browser, type Page } from "./browser.ts";
export { freePort } from "./free-port.ts";
export {
  createOAuthClient,
  pasteToken,
  REDIRECT_URI,
  register,
  signIn,
  toVendor,
  type OAuthClient,
  type Tokens,
} from "./oauth-client.ts";
export { randomAddress } from "./random-address.ts";
export { scriptedProvider, type ScriptedProvider } from "./scripted-provider.ts";
