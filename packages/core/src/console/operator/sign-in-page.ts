import { html } from "hono/html";
import { layout, postForm, problem } from "../../pages/index.ts";
import type { PageLinks } from "../page-links.ts";

/** Asks who it is. */
export function operatorSignInPage(
  data: {
    action: string;
    csrf: string;
    byPassword: boolean;
    /** Where people of the list show who they are. */
    byAccount: readonly { href: string; title: string }[];
    problem?: string | undefined;
  },
  links: PageLinks,
): string {
  const body = html`<h1>Operator</h1>
    ${
      data.byPassword &&
      postForm(
        data,
        html`${problem(data.problem)}
          <input name="username" value="operator" autocomplete="username" hidden />
          <label for="password">Password</label>
          <input
            id="password"
            name="password"
            type="password"
            required
            autocomplete="current-password"
            maxlength="1000"
          />
          <div class="buttons">
            <button type="submit" name="choice" value="sign-in" class="primary">Sign in</button>
          </div>`,
      )
    }
    ${
      data.byAccount.length > 0 &&
      html`<h2>With an account</h2>
        <p class="hint">Of somebody whom the operator has put on the list. Sign in to your own connections first.</p>
        <ul>
          ${data.byAccount.map(({ href, title }) => html`<li><a href="${href}">With ${title}</a></li>`)}
        </ul>`
    }`;
  return layout({ title: "Operator", styleHref: links.style, body });
}
