import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

// oxlint-disable-next-line import/no-default-export -- the form that Next asks for
export default { turbopack: { root }, outputFileTracingRoot: root };
