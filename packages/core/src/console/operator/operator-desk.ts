import { createHash, hkdfSync } from "node:crypto";
import {
  createAddressLimit,
  isPassword,
  visitorProof,
  visitorSessions,
  type AuthContext,
  type Visitor,
} from "../../auth/index.ts";
import type { Settings } from "../../config/index.ts";
import { createFormProof, ownForm } from "../../pages/index.ts";

const KEY_BYTES = 32;
/** A person mistypes a few times. */
const TRIES = { burst: 5, perMs: 30_000 };
/** Of all addresses together: each try costs memory and time. */
const ALL_TRIES = { burst: 20, perMs: 3_000 };

/** An operator who has shown who they are. */
export interface Operator {
  name: string;
  /** Who that is in the audit log: a name of the list, since accounts of two vendors may be called the same; or `password`. */
  subject: string;
  csrf: string;
}

/** Lets operators in, and nobody else. */
export interface OperatorDesk {
  /** The path of these pages, as the public sees it. */
  home: string;
  byPassword: boolean;
  /** There is a list of people. */
  hasSubjects: boolean;
  operator(ctx: AuthContext): Operator | undefined;
  /** The proof of the sign-in form, for a browser that has not shown anything yet. */
  stranger(ctx: AuthContext): { csrf: string };
  /** Reads a form that this browser was shown. */
  form(ctx: AuthContext): Promise<URLSearchParams | undefined>;
  /** @returns whether it was the password; "busy" after too many tries. */
  trySignIn(ctx: AuthContext, password: string): Promise<boolean | "busy">;
  isOperator(subject: string): boolean;
  /** Begins a session, which never is one that was there before. */
  begin(ctx: AuthContext, who: { subject: string; login: string }): void;
  end(ctx: AuthContext): void;
}

/** @returns undefined where the operator has set up nobody. */
export function operatorDesk(options: {
  settings: Settings["operator"];
  secrets: readonly Buffer[];
  publicUrl: string;
  home: string;
}): OperatorDesk | undefined {
  const { settings, secrets, publicUrl, home } = options;
  const { subjects, passwordHash } = settings;
  if (subjects.length === 0 && passwordHash === undefined) return undefined;
  const derive = (purpose: string) =>
    secrets.map((secret) => Buffer.from(hkdfSync("sha256", secret, "", `fairlead/operator/${purpose}/1`, KEY_BYTES)));
  const sessions = visitorSessions(derive("sessions"), publicUrl, home, "operator");
  const [formKey = Buffer.alloc(0)] = derive("forms");
  const proof = createFormProof(formKey);
  const tries = createAddressLimit(TRIES);
  const allTries = createAddressLimit(ALL_TRIES);
  // Whoever came in by a password that is another one now is out.
  const byPassword = `password:${createHash("sha256")
    .update(passwordHash ?? "")
    .digest("base64url")
    .slice(0, 16)}`;
  const isLet = ({ holder }: Visitor) =>
    holder !== undefined &&
    (subjects.includes(holder.subject) || (passwordHash !== undefined && holder.subject === byPassword));
  const csrfOf = (visitor: Visitor) => proof.of(visitorProof(visitor));

  const desk: OperatorDesk = {
    home,
    byPassword: passwordHash !== undefined,
    hasSubjects: subjects.length > 0,
    operator(ctx) {
      const visitor = sessions.read(ctx);
      if (visitor?.holder === undefined || !isLet(visitor)) return undefined;
      const { login, subject } = visitor.holder;
      return { name: login, subject: subject === byPassword ? "password" : subject, csrf: csrfOf(visitor) };
    },
    stranger: (ctx) => ({ csrf: csrfOf(sessions.begin(ctx, undefined)) }),
    async form(ctx) {
      const visitor = sessions.read(ctx);
      return visitor && ownForm(ctx, proof, visitorProof(visitor));
    },
    async trySignIn(ctx, password) {
      if (passwordHash === undefined) return false;
      if (!tries.take(ctx.ip) || !allTries.take("")) return "busy";
      if (!(await isPassword(password, passwordHash))) return false;
      desk.begin(ctx, { subject: byPassword, login: "operator" });
      return true;
    },
    isOperator: (subject) => subjects.includes(subject),
    begin: (ctx, who) => void sessions.begin(ctx, who),
    end: (ctx) => sessions.end(ctx),
  };
  return desk;
}
