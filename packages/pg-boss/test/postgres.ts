import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/* A PostgreSQL of the test's own, in a folder of its own, as a user that may do nothing. */

const [newest] = globSync('/usr/lib/postgresql/*/bin/initdb').toSorted().toReversed();
const programs = newest?.replace(/\/initdb$/, '');

export const isPostgresThere = programs !== undefined;
if (!isPostgresThere)
  console.log('There is no PostgreSQL in /usr/lib/postgresql: what needs it was not tested.');

/** It does not start as root. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;

export interface Postgres {
  readonly connectionString: string;
  /** Another one, empty, by its address. */
  createDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** `isDurable`: it waits for the disk, as a server does. */
export async function startPostgres({ isDurable = false } = {}): Promise<Postgres> {
  if (programs === undefined) throw new Error('There is no PostgreSQL in /usr/lib/postgresql.');
  const folder = mkdtempSync(join(tmpdir(), 'vid-postgres-'));
  if (nobody !== undefined) chownSync(folder, nobody.uid, nobody.gid);
  const data = join(folder, 'data');
  const options = { ...nobody, cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' } };
  const init = ['--pgdata', data, '--username', 'vid', '--auth', 'trust', '--encoding', 'UTF8', '--no-sync'];
  await promisify(execFile)(join(programs, 'initdb'), init, options);
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'max_connections=200'];
  if (!isDurable) settings.push('fsync=off', 'full_page_writes=off');
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const exit = once(server, 'exit');
  let said = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const end = () => server.kill('SIGQUIT');
  process.once('exit', end);
  while (!said.includes('ready to accept connections')) {
    if (server.exitCode !== null) throw new Error(said);
    await new Promise((resolve) => void setTimeout(resolve, 20));
  }
  const addressOf = (database: string) => `postgresql://vid@/${database}?host=${folder}`;
  return {
    connectionString: addressOf('postgres'),
    async createDatabase(name) {
      const args = ['--host', folder, '--username', 'vid', '--dbname', 'postgres'];
      await promisify(execFile)(
        join(programs, 'psql'),
        [...args, '--command', `CREATE DATABASE "${name}"`],
        options,
      );
      return addressOf(name);
    },
    async stop() {
      process.off('exit', end);
      // Immediately: nobody wants its data.
      if (existsSync(folder)) end();
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
