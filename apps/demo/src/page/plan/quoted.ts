import type { Warning } from '@vid/core';

/** Marks what quotes a document, which is in English on every page. */
export const quoted = ({ code }: Warning) => (code === 'claimed' ? ({ lang: 'en' } as const) : {});
