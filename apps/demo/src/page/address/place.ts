/** In the order of the navigation. */
export const views = ['create', 'history', 'models', 'services'] as const;
export type View = (typeof views)[number];

/** Where the address leads. */
export interface Place {
  readonly view: View;
  /** Of `#/compare/ID`, which Create shows on its stage. */
  readonly comparison: string | undefined;
  /** Each view's own. */
  readonly query: URLSearchParams;
}

export const hrefOf = (view: View): string => `#/${view}`;

/** A comparison's own address. */
export const compareHref = (id: string): string => `#/compare/${id}`;
