import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { copyRepository } from './repository-copy.ts';

/* `pnpm new:provider` in a copy of this repository: what it touches, what it says, and that what it makes can be filled in. */

const source = '--conditions=@vid/source';
/** Follows from the list and the tables; `pnpm install` writes a lockfile, too, which is not run here. */
const generated = [
  'README.md',
  'README.zh-CN.md',
  'docs/capabilities/README.md',
  'docs/capabilities/capabilities.json',
  'docs/capabilities/one-plan.md',
  'docs/capabilities/ways.md',
  'packages/cli/package.json',
  'packages/cli/src/provider-list.ts',
  'packages/cli/tsconfig.json',
  'providers/package.json',
];
const handWritten = (readme: string) =>
  readme.replaceAll(/<!-- generated: \S+ -->[^]*?<!-- \/generated -->/g, '');

it(
  'a new provider is one line of the list: it type-checks, its suite says what to fill in, and passes once it is',
  { timeout: 900_000 },
  () => {
    // The sample that fills it in has its name.
    const { folder, git, install } = copyRepository('examples/lumen/');
    const read = (path: string) => readFileSync(join(folder, path), 'utf8');
    const run = (...command: readonly string[]) => {
      const env = { PATH: process.env['PATH'], NO_COLOR: '1' };
      const { status, stdout, stderr } = spawnSync(process.execPath, command, {
        cwd: folder,
        env,
        encoding: 'utf8',
      });
      return { status, text: stdout + stderr };
    };
    const done = { status: 0, text: expect.any(String) };
    const node = (...command: readonly string[]) => run(source, ...command);
    const bin = (name: string, ...command: readonly string[]) =>
      run(join(folder, `node_modules/${name}`), ...command);
    const documents = () => {
      expect(node('examples/capabilities/write.ts')).toEqual(done);
      expect(node('examples/readme/write.ts')).toEqual(done);
    };
    const suite = () => bin('vitest/vitest.mjs', 'run', '--project', 'unit', 'packages/lumen');
    const types = () => {
      expect(bin('typescript/bin/tsc', '-b', 'packages/lumen')).toEqual({ status: 0, text: '' });
      expect(bin('typescript/bin/tsc', '-p', 'tsconfig.test.json')).toEqual({ status: 0, text: '' });
    };
    const before = { readme: read('README.md'), chinese: read('README.zh-CN.md') };

    expect(node('providers/new.ts', 'lumen', '--no-install')).toEqual(done);
    install('@vid/lumen', 'packages/lumen');
    documents();

    const changed = git('diff', '--name-only').trim().split('\n');
    expect(changed).toEqual([...generated, 'providers/list.ts'].toSorted());
    expect(git('diff', '--numstat', 'providers/list.ts')).toBe('1\t0\tproviders/list.ts\n');
    for (const path of ['providers/package.json', 'packages/cli/package.json', 'packages/cli/tsconfig.json'])
      expect(git('diff', '--numstat', path)).toMatch(/^[12]\t[01]\t/);
    expect(handWritten(read('README.md'))).toBe(handWritten(before.readme));
    expect(handWritten(read('README.zh-CN.md'))).toBe(handWritten(before.chinese));
    expect(read('README.md')).toContain('| [Lumen](docs/providers/lumen.md) | `LUMEN_API_KEY` | – |');
    const added = git('ls-files', '--others', '--exclude-standard').trim().split('\n');
    expect(added.filter((path) => !path.startsWith('packages/lumen/'))).toEqual([
      '.changeset/add-lumen.md',
      'docs/capabilities/lumen-official.md',
      'docs/capabilities/schema/lumen-official-lumen-1.json',
      'docs/providers/lumen.md',
    ]);

    types();
    const unfilled = suite();
    expect(unfilled.status).toBe(1);
    expect(unfilled.text).toContain('Error: Fill in src/mapping.ts: the route of a submit');
    expect(unfilled.text).toMatch(/\+ +"src\/errors\.ts:\d+: the statuses that prove it/);

    const sample = join(import.meta.dirname, '../lumen');
    const asGenerated = ['index.ts', 'provider.ts'];
    expect(asGenerated.map((file) => read(`packages/lumen/src/${file}`))).toEqual(
      asGenerated.map((file) => readFileSync(join(sample, 'src', file), 'utf8')),
    );
    for (const file of readdirSync(join(sample, 'src'))) {
      if (file === 'manifest.ts' || asGenerated.includes(file)) continue;
      cpSync(join(sample, 'src', file), join(folder, 'packages/lumen/src', file));
    }
    cpSync(join(sample, 'test'), join(folder, 'packages/lumen/test'), { recursive: true });
    rmSync(join(folder, 'packages/lumen/src/fill-in.ts'));
    documents();
    types();
    const filled = suite();
    expect(filled.text).toMatch(/\d+ passed, 0 failed, 0 skipped/);
    expect(filled.status).toBe(0);

    const shown = node(
      '--input-type=module',
      '--eval',
      `const { connectionEntries, simulations } = await import('./apps/demo/src/server/providers.ts');
       console.log(connectionEntries.at(-1).id, simulations.at(-1).id);`,
    );
    expect(shown).toEqual({ status: 0, text: expect.stringMatching(/^lumen (\S+,)?lumen\n$/) });

    expect(node('providers/new.ts', 'lumen', '--no-install')).toMatchObject({
      status: 2,
      text: expect.stringContaining('is there already'),
    });
    expect(node('providers/new.ts', 'Lumen', '--no-install')).toMatchObject({
      status: 2,
      text: expect.stringContaining('my-service'),
    });
  },
);
