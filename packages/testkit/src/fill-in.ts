import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const mark = /FILL IN: (?<note>.*?)(?:'?,| \*\/| \|.*)?$|fillIn\((?<quote>['"])(?<call>.*)\k<quote>\)/;

/** What a generated provider still lacks, as `file:line: what`; `folder` is the package's. */
export function leftToFillIn(folder: URL): readonly string[] {
  const root = fileURLToPath(folder);
  return globSync(['{src,test,docs}/**/*.{ts,md}'], { cwd: root, exclude: ['**/fill-in.ts'] })
    .toSorted()
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, index) => {
          const { note, call } = mark.exec(line)?.groups ?? {};
          const what = note ?? call?.replace(/^\S+\.ts: /, '');
          return what === undefined ? [] : [`${file.replaceAll('\\', '/')}:${index + 1}: ${what.trim()}`];
        }),
    );
}
