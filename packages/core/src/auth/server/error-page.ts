import type { ErrorData } from "../../pages/index.ts";
import type { Pages } from "../pages/index.ts";

/** What went wrong, in OAuth's words. */
export interface Failure {
  error: string;
  error_description?: string | undefined;
  /** Where the client would have been told. */
  link?: { href: string; host: string };
}

const AGAIN = "Go back to your MCP client and connect again.";

const EXPLAINED: Readonly<Record<string, { title: string; message: string }>> = {
  invalid_client: {
    title: "This app is not known here",
    message: "Remove this server from your MCP client and add it again: the app then introduces itself anew.",
  },
  invalid_redirect_uri: {
    title: "This app wants the answer sent elsewhere",
    message:
      "The address that it names is not one of those that it registered. Nothing was sent. If you did not start this, close the page.",
  },
  access_denied: { title: "Nothing was connected", message: "You said no, here or at the vendor. The app is told so." },
  invalid_target: {
    title: "There is no such MCP URL here",
    message: `The app asked for an address that this server does not have. Check the URL. ${AGAIN}`,
  },
  server_error: { title: "Something broke", message: `It is logged. ${AGAIN}` },
};

/** A failed authorization, told to the person. */
export function errorPage(pages: Pages, connector: { title: string }): (failure: Failure) => string {
  return ({ error, error_description: description, link }) => {
    const { title, message } = EXPLAINED[error] ?? {
      title: "This sign-in cannot go on",
      message: `${description === undefined ? "" : `${sentence(description)} `}${AGAIN}`,
    };
    const data: ErrorData = { connector, title, message, code: error };
    return pages.error(link === undefined ? data : { ...data, link: { href: link.href, label: link.host } });
  };
}

function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
