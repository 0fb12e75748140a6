import { explainPrice, modelNames, type ModelCapabilities, type Mode } from '@vid/core';
import { nearestName } from '@vid/core/provider-kit';
import { baseUrlVariable } from '../environment.ts';
import { ExitError, type Exit } from '../exit-codes.ts';
import { priceRange, rowLines } from '../model-words.ts';
import type { Options } from '../options.ts';
import type { Session } from '../session.ts';
import { table, wrapped } from '../table.ts';
import type { Terminal } from '../terminal.ts';

const modesOf = ({ rows }: ModelCapabilities): readonly Mode[] => [...new Set(rows.map(({ mode }) => mode))];
const nameOf = ({ provider, model }: ModelCapabilities) => `${provider}:${model}`;

export async function models(
  terminal: Terminal,
  session: Session,
  asked: string | undefined,
  { json = false, keys = false }: Options,
): Promise<Exit> {
  const { words, print, columns } = terminal;
  const { heads } = words;
  if (keys) return showKeys(terminal, session, json);
  const { models: all } = session.everybody.capabilities;
  const shown = asked === undefined ? all : all.filter((one) => modelNames(one).includes(asked));
  if (asked !== undefined && shown.length === 0) {
    const nearest = nearestName(asked, [
      ...new Set(all.flatMap((one) => [one.provider, one.model, nameOf(one)])),
    ]);
    throw new ExitError('impossible', words.noModel(asked, nearest));
  }
  if (json) {
    for (const one of shown) print(JSON.stringify(one));
    return 'done';
  }
  const [only] = shown;
  if (only !== undefined && new Set(shown.map(nameOf)).size === 1) {
    for (const one of shown) showModel(terminal, one);
    return 'done';
  }
  const order = Object.keys(words.modes);
  const heading = [
    { head: heads.model },
    { head: 'API', optional: true },
    { head: heads.modes, shrinks: true },
    { head: heads.price, shrinks: true },
  ];
  const rows = shown.map((one) => [
    `${nameOf(one)}${one.retired === undefined ? '' : ` (${words.retired(one.retired.since)})`}`,
    one.api,
    modesOf(one)
      .toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
      .map((mode) => words.modes[mode])
      .join(' '),
    priceRange(words, one),
  ]);
  for (const line of table(heading, rows, columns)) print(line);
  return 'done';
}

/** What one model takes, an entry for each way to use it, in the words of the options. */
function showModel({ print, bold, dim, columns, words }: Terminal, one: ModelCapabilities): void {
  const { rows, prices = [], api, operations = [] } = one;
  print(bold(`${nameOf(one)} (${api})`));
  for (const { text, isSource = false } of rowLines(words, rows)) {
    const line = wrapped(text, columns, '      ');
    print(isSource ? dim(line) : line);
  }
  for (const price of prices)
    print(wrapped(`  ${words.price}${words.colon}${explainPrice(price)}`, columns, '    '));
  if (operations.length > 0) print(`  ${operations.join(', ')}`);
}

function showKeys({ words, print, columns }: Terminal, { connections }: Session, json: boolean): Exit {
  const { heads } = words;
  if (json) {
    for (const { id, api, keys, hasKey } of connections)
      print(
        JSON.stringify({
          provider: id,
          api,
          set: hasKey,
          variables: keys,
          baseUrl: baseUrlVariable(id, api),
        }),
      );
    return 'done';
  }
  const rows = connections.flatMap(({ id, api, keys, hasKey }) =>
    keys.map((way, index) => [
      index === 0 ? `${id} (${api})` : '',
      index > 0 ? words.or.trim() : hasKey ? words.set : words.missing,
      Object.values(way).join(' + '),
    ]),
  );
  const heading = [{ head: heads.service }, { head: heads.key }, { head: heads.variable }];
  for (const line of table(heading, rows, columns)) print(line);
  return 'done';
}
