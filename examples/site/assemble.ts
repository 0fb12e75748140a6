import { guideTable, type Language } from '../capabilities/comparison-table.ts';
import { own, gateway } from '../capabilities/tables.ts';
import { keysTable } from '../readme/keys-table.ts';
import { escaped, type Keep, linked, section } from './markdown.ts';
import { read } from './sources.ts';

/* What a written page takes from elsewhere: `<!-- code: path -->`, `<!-- section: path ## heading -->`, `<!-- table: name -->`. */

const language = (path: string) => /\.(\w+)$/.exec(path)?.[1] ?? '';

function code(path: string): string {
  const source = read(path);
  const text = /\/\/ #region readme\n([^]*?)\/\/ #endregion/.exec(source)?.[1] ?? source;
  // A group of one shows its name.
  return `::: code-group\n\n\`\`\`${language(path)} [${path}]\n${text.trim()}\n\`\`\`\n\n:::`;
}

export function assembled(text: string, words: Language, keep: Keep): string {
  const tables: Readonly<Record<string, () => string>> = {
    services: () => guideTable([...gateway, ...own], words),
    keys: () => linked(keysTable(words), 'README.md', keep),
  };
  return text
    .replaceAll(/<!-- code: (\S+) -->/g, (_whole, path: string) => code(path))
    .replaceAll(/<!-- section: (\S+) ## (.+) -->/g, (_whole, path: string, heading: string) =>
      linked(escaped(section(read(path), heading)), path, keep),
    )
    .replaceAll(/<!-- table: (\S+) -->/g, (_whole, name: string) => {
      const table = tables[name];
      if (table === undefined) throw new Error(`There is no table ${name}.`);
      return table();
    });
}
