import { run } from '../consumer/by-import.ts';

Object.assign(globalThis, { run });
