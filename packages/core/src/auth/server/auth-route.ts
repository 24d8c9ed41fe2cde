import type Koa from "koa";

/** What our routes need of a request, whatever else the application keeps with it. */
export type AuthContext = Koa.ParameterizedContext<{ requestId: string }>;

/** One document, endpoint or page of sign-in, in the shape of the application's routes. */
export interface AuthRoute {
  methods: readonly string[];
  path: string;
  /** `anyone`: pages of any origin may read it, for it is public or the request carries its own proof. */
  cors?: "anyone";
  /** Takes forms of our own pages. */
  forms?: boolean;
  handle(ctx: AuthContext): void | Promise<void>;
}
