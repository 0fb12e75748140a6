import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Money, RoutingOptions } from '@vid/core';
import type { FieldKind } from './fields.ts';
import type { Text } from './language.ts';
import { repeatedKey } from './repeated-key.ts';
import { WrongValue } from './usage-words.ts';

/* The text of an option as a value; commander says which option it was. Nothing is guessed, nothing cut. */

export function readNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new WrongValue('number');
  return value;
}

const readSeconds = (text: string): number | 'auto' =>
  text === 'auto' ? 'auto' : readNumber(text.replace(/(?<=\d)s$/, ''));

function readJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new WrongValue('json');
  }
  if (repeatedKey(text) !== undefined) throw new WrongValue('keys');
  return value;
}

/** A link as it is; anything else is a file, in this folder or the one that is named. */
export function readMediaPath(text: string, folder = '.'): string | URL {
  if (/^file:/i.test(text) && URL.canParse(text)) return new URL(text);
  return /^[a-z][a-z\d+.-]+:/i.test(text) ? text : pathToFileURL(resolve(folder, text));
}

/** `'2 USD'`, `'2USD'`, `'USD 2'`. */
export function readMoney(text: string): Money {
  const [, before, amount = '', after] =
    /^\s*([a-z]{3})?\s*(\d+(?:\.\d+)?|\.\d+)\s*([a-z]{3})?\s*$/i.exec(text) ?? [];
  const currency = before ?? after;
  if (amount === '' || currency === undefined || (before !== undefined && after !== undefined))
    throw new WrongValue('money');
  return { amount: Number(amount), currency: currency.toUpperCase() };
}

function readJsonFile(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new WrongValue('file');
  }
  return readJson(text);
}

/** Of an option that may be repeated, all that was given. */
export const collect = (text: string, before: unknown): readonly unknown[] => [
  ...(Array.isArray(before) ? before : []),
  text,
];

type Reader = (text: string, before: unknown) => unknown;

export const fieldReaders: Readonly<Record<FieldKind, Reader | undefined>> = {
  text: undefined,
  switch: undefined,
  number: readNumber,
  seconds: readSeconds,
  json: readJson,
  media: (text) => readMediaPath(text),
  texts: collect,
  medias: (text, before) => [...(Array.isArray(before) ? before : []), readMediaPath(text)],
};

export interface RoutingOption {
  readonly flags: string;
  readonly read?: Reader;
  readonly choices?: readonly string[];
  readonly help: Text;
}

/** Those of core, which takes too long to load for whoever only asks for help. */
export const preferences = [
  'listed',
  'cheapest',
  'fastest',
  'quality',
] as const satisfies typeof import('@vid/core').preferences;

/** An option for every routing option. */
export const routingOptions: Readonly<Record<keyof RoutingOptions, RoutingOption>> = {
  prefer: {
    flags: '--prefer <how>',
    choices: preferences,
    help: { en: 'which of several', zh: '在多个模型中如何选择' },
  },
  only: {
    flags: '--only <name>',
    read: collect,
    help: { en: 'a service or model; may be repeated', zh: '仅限此服务或模型，可重复' },
  },
  never: {
    flags: '--never <name>',
    read: collect,
    help: { en: 'not this one; may be repeated', zh: '排除，可重复' },
  },
  maxCost: {
    flags: '--max-cost <money>',
    read: readMoney,
    help: { en: `'2 USD': the most it may cost; pays without asking`, zh: `'2 USD'：最高价；不再询问` },
  },
  allowUnknownPrice: {
    flags: '--allow-unknown-price',
    help: {
      en: 'with --max-cost: also models whose price is unknown',
      zh: '配合 --max-cost：允许价格未知的模型',
    },
  },
  rates: {
    flags: '--rates <file>',
    read: readJsonFile,
    help: { en: 'exchange rates: {"date","base","rates"}', zh: '汇率文件：{"date","base","rates"}' },
  },
  needs: {
    flags: '--need <what>',
    read: collect,
    help: { en: 'cancel, audio, 1080p, …; may be repeated', zh: '必须支持：cancel、audio、1080p 等，可重复' },
  },
  adapt: {
    flags: '--adapt <field>',
    read: collect,
    help: {
      en: 'may get the nearest value: duration, aspectRatio, …',
      zh: '允许改为最接近的值：duration、aspectRatio 等',
    },
  },
};
