/** A file that pages need, in the shape of a route. */
export interface PageRoute {
  methods: readonly string[];
  path: string;
  handle(ctx: { body: unknown; set(name: string, value: string): void }): void;
}
